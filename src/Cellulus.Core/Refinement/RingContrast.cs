namespace Cellulus;

/// <summary>
/// How much objects differ in intensity from a ring around them: the difference of the medians, brighter or darker. Medians, since a bright
/// rim or a
/// neighbour's blur says little of either. The ring begins beyond the blur of the border.
/// </summary>
internal sealed class RingContrast
{
    /// <summary>Where the ring begins and ends, in object diameters from the border.</summary>
    private const double Begin = 0.1, End = 0.3;

    /// <summary>Pixels of no object that make a ring.</summary>
    private const int FewestPixels = 8;

    private static readonly ContrastOptions s_asItIs = new() { Smoothing = 0 };

    private readonly double _objectDiameter, _begin, _end;

    /// <param name="objectDiameter">Typical object diameter in pixels of the labels.</param>
    public RingContrast(double objectDiameter)
    {
        (_objectDiameter, _begin) = (objectDiameter, Begin * objectDiameter);
        _end = Math.Max(_begin + 1, End * objectDiameter);
    }

    /// <summary>Measures objects.</summary>
    /// <param name="intensity">One value a pixel.</param>
    /// <param name="labels">Labels 1 to n.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="count">How many of them there are.</param>
    /// <param name="isWanted">Whether that of label o + 1 is asked for.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Contrast of each, not negative; <see langword="null"/> where other objects leave no ring, and of those not asked
    /// for.</returns>
    public double?[] Measure(float[] intensity, int[] labels, ImageShape shape, int count, Predicate<int> isWanted, StageExecution execution)
    {
        var contrasts = new double?[count];
        var scene = new ContrastScene(intensity, labels, shape, new ContrastGeometry(s_asItIs, _objectDiameter, shape.Rank), noise: 0, execution);
        scene.ForEachObject(count, isWanted, execution, (around, box, o) =>
        {
            around.Load(box, o + 1, _end);
            if (around.Ring(_begin, _end) is { Length: >= FewestPixels } ring)
            {
                double outside = OrderStatistics.Percentile(ring, 0.5);
                contrasts[o] = Math.Abs(OrderStatistics.Percentile(around.Inside(), 0.5) - outside);
            }
        });
        return contrasts;
    }

    /// <summary>Measures the objects of an image larger than memory, window by window.</summary>
    public double?[] Measure(StreamedScene scene, ILabelReader labels, StageExecution execution)
    {
        var windows = new ObjectWindows(scene.Windows, LabelBoxes.Find(scene.Strips, labels, execution), reach: 0, context: (int)Math.Ceiling(_end));
        var contrasts = new double?[labels.MaxLabel];
        foreach ((int window, HashSet<int> wanted) in windows.EachOnce())
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            GridBox box = scene.RequireWindow(windows.WithContext(window));
            int[] inside = labels.Read(box, execution), numbers = LabelNumbering.CloseGaps(inside);
            double?[] measured = Measure(
                scene.Image.ReadIntensity(box, execution.CancellationToken), inside, box.Shape, numbers.Length, o => wanted.Contains(numbers[o]), execution with { Progress = null });
            for (int o = 0; o < numbers.Length; o++)
                contrasts[numbers[o] - 1] ??= measured[o];
            execution.Progress?.Report((window + 1.0) / scene.Windows.Count);
        }
        return contrasts;
    }
}
