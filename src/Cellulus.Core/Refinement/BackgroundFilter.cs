namespace Cellulus;

/// <summary>
/// Drops objects that stand out from what is beside them no more than places of the background do that are as large: uneven ground has
/// smudges of the size
/// of cells, which networks take for cells when there is nothing else to tell them by. Dim cells on even ground stay, since little is much
/// there. Objects
/// among others stay, since there is nothing to compare them with, and all objects of an image that shows too little background to judge
/// by.
/// </summary>
public sealed class BackgroundFilter : ISegmentationRefiner, IStreamedRefiner
{
    /// <summary>A filter.</summary>
    /// <param name="options">Default: 4 deviations.</param>
    public BackgroundFilter(BackgroundFilterOptions? options = null) => Options = options ?? new BackgroundFilterOptions();

    /// <summary>What the filter was made with.</summary>
    public BackgroundFilterOptions Options { get; }

    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        ImageShape shape = input.Labels.Shape;
        int[] labels = input.Labels.Labels.ToArray(), numbers = LabelNumbering.CloseGaps(labels);
        var contrasts = new SurroundingContrast(shape, numbers.Length, input.ObjectDiameter);
        float[] intensity = IntensityImage.Combine(input.Image);
        for (int z = 0; z < shape.Depth; z++)
        {
            for (int y = 0; y < shape.Height; y++)
            {
                execution.CancellationToken.ThrowIfCancellationRequested();
                int start = (int)shape.IndexOf(z, y, 0);
                contrasts.AddRow(y, labels.AsSpan(start, shape.Width), intensity.AsSpan(start, shape.Width));
            }
        }
        return LabelImage.Adopt(LabelNumbering.Restore(labels, numbers, Keep(contrasts, numbers.Length)), shape);
    }

    int IStreamedRefiner.ScratchBytesPerPixel => 0;

    string IStreamedRefiner.Describe() => $"{Options}";

    // Rows in the same order, so the same sums.
    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution)
    {
        int width = scene.Shape.Width;
        var contrasts = new SurroundingContrast(scene.Shape, labels.MaxLabel, scene.ObjectDiameter);
        for (int strip = 0; strip < scene.Strips.Count; strip++)
        {
            GridBox box = scene.Strips[strip];
            int[] numbers = labels.Read(box, execution);
            float[] intensity = scene.Image.ReadIntensity(box, execution.CancellationToken);
            for (int row = 0; row < box.Rows; row++)
                contrasts.AddRow(box.Y0 + row, numbers.AsSpan(row * width, width), intensity.AsSpan(row * width, width));
            execution.Progress?.Report((strip + 1.0) / scene.Strips.Count);
        }
        return new MappedLabels(labels, Keep(contrasts, labels.MaxLabel));
    }

    /// <summary>For each label itself, or 0 where the object is dropped.</summary>
    private int[] Keep(SurroundingContrast contrasts, int maxLabel)
    {
        double least = Options.MinDeviations * contrasts.BackgroundDeviation ?? 0;
        return [.. Enumerable.Range(0, maxLabel + 1).Select(label => label > 0 && contrasts.Of(label) < least ? 0 : label)];
    }
}
