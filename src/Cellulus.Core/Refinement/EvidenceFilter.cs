namespace Cellulus;

/// <summary>
/// Drops objects that are no more than what the image shows by chance. How much an object differs from its ring, in intensity or in texture, and how sharp its border
/// is, are compared with the same differences at places around it (<see cref="EvidenceScore"/>); which objects stay is decided for all of an image together
/// (<see cref="EvidenceDecision"/>), so that an image of noise keeps none and an image of cells its dim ones. Asks nothing of the model that found the objects.
/// </summary>
public sealed class EvidenceFilter : ISegmentationRefiner, IStreamedRefiner
{
    /// <summary>A filter.</summary>
    /// <param name="options">Default: a false discovery rate of 0.05.</param>
    public EvidenceFilter(EvidenceFilterOptions? options = null) => Options = options ?? new EvidenceFilterOptions();

    /// <summary>What the filter was made with.</summary>
    public EvidenceFilterOptions Options { get; }

    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        ImageShape shape = input.Labels.Shape;
        int[] labels = input.Labels.Labels.ToArray(), numbers = LabelNumbering.CloseGaps(labels);
        if (numbers.Length == 0)
            return input.Labels;
        GridBox[] boxes = ObjectBoxes.Find(labels, shape, numbers.Length);
        var scores = new double?[numbers.Length];
        Score(IntensityImage.Combine(input.Image), labels, GridBox.Of(shape), shape, boxes, _ => true, scores, execution);
        return LabelImage.Adopt(LabelNumbering.Restore(labels, numbers, Keep(scores)), shape);
    }

    int IStreamedRefiner.ScratchBytesPerPixel => 0;

    string IStreamedRefiner.Describe() => $"{Options}";

    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution)
    {
        double[] scores = scene.Scratch.Recall(name + "-scores", () => Score(scene, labels, execution));
        return new MappedLabels(labels, Keep(Array.ConvertAll(scores, s => double.IsNaN(s) ? (double?)null : s)));
    }

    /// <summary>The score of each label, from 1; NaN where there is none.</summary>
    private static double[] Score(StreamedScene scene, ILabelReader labels, StageExecution execution)
    {
        GridBox[] boxes = LabelBoxes.Find(scene.Strips, labels, execution);
        // One pixel more: texture is a difference of neighbours.
        var windows = new ObjectWindows(
            scene.Windows, Array.ConvertAll(boxes, box => box.IsEmpty ? box : EvidencePlaces.RegionOf(box, scene.Shape).Inflate(1, scene.Shape)), reach: 0, context: 0);
        var scores = new double?[labels.MaxLabel];
        foreach ((int window, HashSet<int> wanted) in windows.EachOnce())
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            GridBox box = scene.RequireWindow(windows.WithContext(window));
            Score(scene.Image.ReadIntensity(box, execution.CancellationToken), labels.Read(box, execution), box, scene.Shape,
                boxes[1..], o => wanted.Contains(o + 1), scores, execution with { Progress = null });
            execution.Progress?.Report((window + 1.0) / scene.Windows.Count);
        }
        return [.. scores.Select(s => s ?? double.NaN)];
    }

    /// <summary>Scores objects of a window of an image.</summary>
    /// <param name="intensity">Intensity of the window.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="window">Where it lies.</param>
    /// <param name="grid">Extent of the image.</param>
    /// <param name="boxes">Box of the label o + 1.</param>
    /// <param name="isWanted">Whether the object o is asked for.</param>
    /// <param name="scores">Takes the scores.</param>
    /// <param name="execution">Threads, cancellation.</param>
    private static void Score(
        float[] intensity, int[] labels, GridBox window, ImageShape grid, GridBox[] boxes, Predicate<int> isWanted, double?[] scores, StageExecution execution)
    {
        var scene = new EvidenceScene(intensity, labels, window, grid, execution);
        ParallelWork.ForWithProgress(boxes.Length, execution, o =>
        {
            if (!boxes[o].IsEmpty && isWanted(o))
                scores[o] = EvidenceScore.Of(scene, boxes[o], o + 1);
        });
    }

    /// <summary>For each label itself, or 0 where the object is dropped.</summary>
    private int[] Keep(double?[] scores)
    {
        double least = EvidenceDecision.LeastScore([.. scores.OfType<double>()], Options.FalseDiscoveryRate);
        return [0, .. scores.Select((score, o) => score < least ? 0 : o + 1)];
    }
}
