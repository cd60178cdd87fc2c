using System.Collections.Concurrent;

namespace Cellulus;

/// <summary>
/// How much objects differ in intensity from a ring around them: the difference of the medians, brighter or darker. Medians, since a bright rim or a
/// neighbour's blur says little of either. The ring begins beyond the blur of the border.
/// </summary>
internal sealed class RingContrast
{
    /// <summary>Where the ring begins and ends, in object diameters from the border.</summary>
    private const double Begin = 0.1, End = 0.3;

    /// <summary>Pixels of no object that make a ring.</summary>
    private const int FewestPixels = 8;

    private static readonly StageExecution s_here = new() { MaxDegreeOfParallelism = 1 };

    private readonly double _begin, _end;

    /// <param name="objectDiameter">Typical object diameter in pixels of the labels.</param>
    public RingContrast(double objectDiameter)
    {
        _begin = Begin * objectDiameter;
        _end = Math.Max(_begin + 1, End * objectDiameter);
    }

    private int Margin => (int)Math.Ceiling(_end);

    /// <summary>Measures objects.</summary>
    /// <param name="intensity">One value a pixel.</param>
    /// <param name="labels">Labels 1 to n.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="boxes">Box of each of them; empty for those that are not asked for.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Contrast of each, not negative; <see langword="null"/> where other objects leave no ring.</returns>
    public double?[] Measure(float[] intensity, int[] labels, ImageShape shape, GridBox[] boxes, StageExecution execution)
    {
        var contrasts = new double?[boxes.Length];
        var workspaces = new ConcurrentBag<Workspace>();
        ParallelWork.For(boxes.Length, execution, o =>
        {
            if (boxes[o].IsEmpty)
                return;
            if (!workspaces.TryTake(out Workspace? workspace))
                workspace = new Workspace();
            contrasts[o] = ContrastOf(o + 1, boxes[o].Inflate(Margin, shape), intensity, labels, shape, workspace);
            workspaces.Add(workspace);
        });
        return contrasts;
    }

    /// <summary>Measures the objects of an image larger than memory, window by window.</summary>
    public double?[] Measure(StreamedScene scene, ILabelReader labels, StageExecution execution)
    {
        GridBox[] boxes = LabelBoxes.Find(scene.Strips, labels, execution);
        var windows = new ObjectWindows(scene.Windows, boxes, reach: 0, Margin);
        var contrasts = new double?[labels.MaxLabel];
        var done = new HashSet<int>();
        for (int window = 0; window < scene.Windows.Count; window++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            var wanted = windows.ObjectsOf(window).Where(done.Add).ToHashSet();
            if (wanted.Count > 0)
            {
                GridBox box = scene.RequireWindow(windows.WithContext(window));
                int[] inside = labels.Read(box, execution), numbers = LabelNumbering.CloseGaps(inside);
                GridBox[] asked = [.. numbers.Select(n => wanted.Contains(n) ? boxes[n].RelativeTo(box) : GridBox.Empty)];
                double?[] measured = Measure(scene.Image.ReadIntensity(box, execution.CancellationToken), inside, box.Shape, asked, execution with { Progress = null });
                for (int i = 0; i < numbers.Length; i++)
                    contrasts[numbers[i] - 1] ??= measured[i];
            }
            execution.Progress?.Report((window + 1.0) / scene.Windows.Count);
        }
        return contrasts;
    }

    private double? ContrastOf(int label, GridBox box, float[] intensity, int[] labels, ImageShape shape, Workspace workspace)
    {
        int width = box.Shape.Width, count = workspace.Require(box.Shape);
        Span<bool> isOther = workspace.IsOther.AsSpan(0, count);
        for (int row = 0, i = 0; row < box.Rows; row++)
            foreach (int there in labels.AsSpan(box.RowStart(row, shape), width))
                isOther[i++] = there != label;
        DistanceTransform.SquaredToFalse(isOther, workspace.Squared, box.Shape, s_here);
        (int inside, int around) = (0, 0);
        for (int row = 0, i = 0; row < box.Rows; row++)
            for (int at = box.RowStart(row, shape), end = at + width; at < end; at++, i++)
                if (!isOther[i])
                    workspace.Inside[inside++] = intensity[at];
                else if (labels[at] == 0 && workspace.Squared[i] > _begin * _begin && workspace.Squared[i] <= _end * _end)
                    workspace.Around[around++] = intensity[at];
        if (around < FewestPixels)
            return null;
        return Math.Abs((double)OrderStatistics.Percentile(workspace.Inside.AsSpan(0, inside), 0.5) - OrderStatistics.Percentile(workspace.Around.AsSpan(0, around), 0.5));
    }

    /// <summary>Memory of one thread.</summary>
    private sealed class Workspace
    {
        public bool[] IsOther { get; private set; } = [];

        public int[] Squared { get; private set; } = [];

        public float[] Inside { get; private set; } = [];

        public float[] Around { get; private set; } = [];

        /// <summary>Makes room for a box.</summary>
        /// <returns>Its pixels.</returns>
        public int Require(ImageShape box)
        {
            int count = box.CheckedLength();
            if (IsOther.Length < count)
                (IsOther, Squared, Inside, Around) = (new bool[count], new int[count], new float[count], new float[count]);
            return count;
        }
    }
}
