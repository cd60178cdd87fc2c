using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// Drops objects that stand out from what is around them far less than the others of their image do: fibres, glare, and cells out of focus,
/// which look like
/// cells, and are told by nothing but how faint they are. How far is judged by how much the objects of the image differ among themselves,
/// so that
/// where cells are of all brightnesses the dim ones stay. Objects without room around them stay, since there is nothing to compare them
/// with.
/// </summary>
public sealed class FaintFilter : ISegmentationRefiner, IStreamedRefiner
{
    /// <summary>Objects that tell what is typical of an image.</summary>
    internal const int FewestObjects = 5;

    /// <summary>Confidence of objects that tell, where it is known. Fibres in one image can be as many as cells, but a model is less sure
    /// of them.</summary>
    private const double LeastConfidence = 0.7;

    /// <summary>Least deviation of the logarithm: objects more alike than that are so by chance.</summary>
    private const double LeastDeviation = 0.15;

    /// <summary>A filter.</summary>
    /// <param name="options">Default: 8 deviations, 0.15 of the usual contrast.</param>
    public FaintFilter(FaintFilterOptions? options = null) => Options = options ?? new FaintFilterOptions();

    /// <summary>What the filter was made with.</summary>
    public FaintFilterOptions Options { get; }

    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        ImageShape shape = input.Labels.Shape;
        int[] labels = input.Labels.Labels.ToArray(), numbers = LabelNumbering.CloseGaps(labels);
        double?[] contrasts = new RingContrast(input.ObjectDiameter).Measure(IntensityImage.Combine(input.Image), labels, shape, numbers.Length, _ => true, execution);
        double[]? confidence = input.Embedding is { } field
            ? EmbeddingConfidence.Of(LabelImage.Adopt(labels, shape), field, input.ObjectDiameter, execution.CancellationToken) : null;
        return LabelImage.Adopt(LabelNumbering.Restore(labels, numbers, Keep(contrasts, confidence)), shape);
    }

    int IStreamedRefiner.ScratchBytesPerPixel => 0;

    string IStreamedRefiner.Describe() => $"{Options}";

    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution)
    {
        double?[] contrasts = new RingContrast(scene.ObjectDiameter).Measure(scene, labels, execution);
        return new MappedLabels(labels, Keep(contrasts, EmbeddingConfidence.Of(scene, labels, execution with { Progress = null })));
    }

    /// <summary>For each label itself, or 0 where the object is faint.</summary>
    /// <param name="contrasts">Contrast of each; <see langword="null"/> where nothing tells.</param>
    /// <param name="confidence">Confidence of each, if known.</param>
    private int[] Keep(double?[] contrasts, double[]? confidence)
    {
        double[] told = [.. contrasts.Where((_, i) => confidence is null || confidence[i] >= LeastConfidence).OfType<double>().Select(c => Math.Log(c))];
        double least = told.Length < FewestObjects ? double.NegativeInfinity : LeastLogarithm(told);
        return [.. Enumerable.Range(0, contrasts.Length + 1).Select(label => label > 0 && contrasts[label - 1] is { } contrast && Math.Log(contrast) < least ? 0 : label)];
    }

    private double LeastLogarithm(double[] told)
    {
        double median = told.Median();
        double deviation = Math.Max(LeastDeviation, told.Select(c => Math.Abs(c - median)).Median());
        return median + Math.Min(-Options.MaxDeviations * deviation, Math.Log(Options.SufficientShare));
    }
}
