namespace Cellulus.Tests;

/// <summary>A model that knows the answer: offsets to the centres of drawn objects, and no doubt inside them.</summary>
internal sealed class PerfectModel(DrawnScene scene, double? workingDiameter = null, int channels = 1) : IEmbeddingModel
{
    public EmbeddingModelDescription Description { get; } = new()
    {
        Rank = scene.Truth.Shape.Rank,
        Channels = channels,
        ObjectDiameter = scene.Diameter,
        WorkingDiameter = workingDiameter ?? scene.Diameter,
    };

    /// <summary>Called at the start of each embedding.</summary>
    public Action<MicroscopyImage, EmbeddingOptions, StageExecution>? OnEmbed { get; init; }

    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        OnEmbed?.Invoke(image, options, execution);
        execution.CancellationToken.ThrowIfCancellationRequested();
        ImageShape shape = image.Shape;
        LabelImage labels = LabelRescaling.Rescale(scene.Truth, shape, execution: execution);
        int n = labels.Labels.Length, components = Description.Rank;
        double[] sums = new double[(labels.MaxLabel + 1) * 3];
        int[] counts = new int[labels.MaxLabel + 1];
        for (int i = 0; i < n; i++)
        {
            int label = labels.Labels[i];
            counts[label]++;
            for (int c = 0; c < 3; c++)
                sums[label * 3 + c] += Position(shape, i, c);
        }
        float[] offsets = new float[components * n], uncertainty = new float[n];
        for (int i = 0; i < n; i++)
        {
            int label = labels.Labels[i];
            uncertainty[i] = label > 0 ? 0.05f : 2f;
            for (int c = 0; c < components; c++)
                offsets[c * n + i] = label > 0 ? (float)(sums[label * 3 + c] / counts[label] - Position(shape, i, c)) : 0f;
        }
        execution.Progress?.Report(0.5);
        return new EmbeddingField(offsets, uncertainty, shape, Description.WorkingDiameter);
    }

    private static int Position(ImageShape shape, int index, int component) => component switch
    {
        0 => index % shape.Width,
        1 => index / shape.Width % shape.Height,
        _ => index / shape.Width / shape.Height,
    };
}
