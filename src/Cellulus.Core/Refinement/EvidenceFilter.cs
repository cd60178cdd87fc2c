using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>
/// Drops objects that are no more than what the image shows by chance. How much an object differs from its ring, in intensity or in
/// texture, and how sharp its border
/// is, are compared with the same differences at places around it, and which objects stay is decided for all of an image together: an image
/// of noise keeps none, an image of cells
/// its dim ones. Asks nothing of the model that found the objects. Where objects fill half of the image there is nothing to compare with,
/// and all stay; so do all of a volume in which
/// one is beyond doubt.
/// </summary>
public sealed class EvidenceFilter : ISegmentationRefiner, IStreamedRefiner
{
    /// <summary>A filter.</summary>
    /// <param name="options">Default: a false discovery rate of 0.02.</param>
    public EvidenceFilter(EvidenceFilterOptions? options = null) => Options = options ?? new EvidenceFilterOptions();

    /// <summary>What the filter was made with.</summary>
    public EvidenceFilterOptions Options { get; }

    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        ImageShape shape = input.Labels.Shape;
        int[] labels = input.Labels.Labels.ToArray(), numbers = LabelNumbering.CloseGaps(labels);
        double coverage = 1 - (double)labels.AsSpan().Count(0) / labels.Length;
        if (numbers.Length == 0 || EvidenceDecision.IsCrowded(coverage))
            return input.Labels;
        GridBox[] boxes = ObjectBoxes.Find(labels, shape, numbers.Length);
        int[] keep = Keep(numbers.Length, shape, coverage, isKnown =>
        {
            var scores = new double[numbers.Length];
            var window = new EvidenceWindow(GridBox.Of(shape), shape, labels, isKnown);
            for (int channel = 0; channel < input.Image.Channels; channel++)
                window.Score(input.Image.GetChannelMemory(channel), boxes, _ => true, scores, execution with { Progress = null });
            return scores;
        });
        return LabelImage.Adopt(LabelNumbering.Restore(labels, numbers, keep), shape);
    }

    int IStreamedRefiner.ScratchBytesPerPixel => 0;

    string IStreamedRefiner.Describe() => $"{Options}";

    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution)
    {
        GridBox[] boxes = LabelBoxes.Find(scene.Strips, labels, execution);
        double coverage = CoverageOf(scene, labels, execution);
        if (EvidenceDecision.IsCrowded(coverage))
            return labels;
        var windows = new ObjectWindows(scene.Windows, Array.ConvertAll(boxes, box => EvidenceWindow.Around(box, scene.Shape)), reach: 0, context: 0);
        int round = 0;
        return new MappedLabels(labels, Keep(labels.MaxLabel, scene.Shape, coverage, isKnown => scene.Scratch.Recall($"{name}-scores-{++round}", () => Score(scene, labels, boxes[1..], windows, isKnown, execution))));
    }

    private static double[] Score(StreamedScene scene, ILabelReader labels, GridBox[] boxes, ObjectWindows windows, bool[] isKnown, StageExecution execution)
    {
        var scores = new double[boxes.Length];
        foreach ((int number, HashSet<int> wanted) in windows.EachOnce())
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            GridBox box = scene.RequireWindow(windows.WithContext(number));
            var window = new EvidenceWindow(box, scene.Shape, labels.Read(box, execution), isKnown);
            float[] values = scene.Image.Read(box, execution.CancellationToken);
            int length = values.Length / scene.Image.Channels;
            for (int channel = 0; channel < scene.Image.Channels; channel++)
                window.Score(values.AsMemory(channel * length, length), boxes, o => wanted.Contains(o + 1), scores, execution with { Progress = null });
            execution.Progress?.Report((number + 1.0) / scene.Windows.Count);
        }
        return scores;
    }

    /// <summary>For each label itself, or 0 where the object is dropped.</summary>
    /// <param name="count">Labels are 1 to this.</param>
    /// <param name="shape">Extent of the image.</param>
    /// <param name="coverage">Share of the image that they cover.</param>
    /// <param name="score">Scores all objects, given for each label whether it is known to be an object, so that places on it tell nothing
    /// of chance.</param>
    private int[] Keep(int count, ImageShape shape, double coverage, Func<bool[], double[]> score)
    {
        double[] scores = score(new bool[count + 1]);
        double known = EvidenceDecision.LeastKnown(count);
        if (scores.Any(s => s >= known) && scores.Any(s => s < known))
            TensorPrimitives.Max(scores, score([false, .. scores.Select(s => s >= known)]), scores);
        double least = EvidenceDecision.LeastScore(scores, coverage, Options.FalseDiscoveryRate);
        // Volumes hold few places to compare with: what is seen beyond doubt speaks for the rest.
        if (shape.Rank == 3 && double.IsFinite(least))
            least = 0;
        return [0, .. scores.Select((s, o) => s < least ? 0 : o + 1)];
    }

    private static double CoverageOf(StreamedScene scene, ILabelReader labels, StageExecution execution)
    {
        long free = 0;
        for (int strip = 0; strip < scene.Strips.Count; strip++)
            free += labels.Read(scene.Strips[strip], execution).AsSpan().Count(0);
        return 1 - (double)free / scene.Shape.PixelCount;
    }
}
