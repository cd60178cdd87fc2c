namespace Cellulus.Tests;

/// <summary>Foreground where the uncertainty is below 1 px.</summary>
internal sealed class PlainBackground(List<string>? journal = null) : IBackgroundEstimator
{
    public ForegroundMask EstimateForeground(MicroscopyImage image, EmbeddingField embedding, StageExecution execution)
    {
        journal?.Add("background");
        return new ForegroundMask([.. embedding.Uncertainty.ToArray().Select(u => u < 1)], embedding.Shape);
    }
}

/// <summary>One object for each whole position that embeddings fall on: right for perfect offsets.</summary>
internal sealed class PlainClusterer(List<string>? journal = null) : IInstanceClusterer
{
    public LabelImage Cluster(EmbeddingField embedding, ForegroundMask foreground, StageExecution execution)
    {
        journal?.Add("cluster");
        ImageShape shape = embedding.Shape;
        var labels = new int[shape.PixelCount];
        var centres = new Dictionary<(int, int, int), int>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (!foreground.Pixels[i])
                continue;
            // Centres lie at odd fractions; a third of a pixel keeps rounding noise from splitting one.
            (int, int, int) centre = (
                Rounded(i % shape.Width + embedding.GetOffsets(0)[i]),
                Rounded(i / shape.Width % shape.Height + embedding.GetOffsets(1)[i]),
                embedding.Components == 3 ? Rounded(i / shape.Width / shape.Height + embedding.GetOffsets(2)[i]) : 0);
            if (!centres.TryGetValue(centre, out int label))
                centres[centre] = label = centres.Count + 1;
            labels[i] = label;
        }
        return LabelImage.FromLabels(labels, shape);
    }

    private static int Rounded(double v) => (int)Math.Round((v + 0.3) / 4);
}

/// <summary>Writes its name into a journal and changes labels by a function.</summary>
internal sealed class PlainRefiner(string name = "refine", List<string>? journal = null, Func<RefinementInput, LabelImage>? refine = null) : ISegmentationRefiner
{
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        journal?.Add(name);
        return refine?.Invoke(input) ?? input.Labels;
    }
}

/// <summary>Collects reports in the order they come.</summary>
internal sealed class Reports<T> : IProgress<T>
{
    private readonly List<T> _all = [];

    public IReadOnlyList<T> All { get { lock (_all) return [.. _all]; } }

    public void Report(T value)
    {
        lock (_all)
            _all.Add(value);
    }
}
