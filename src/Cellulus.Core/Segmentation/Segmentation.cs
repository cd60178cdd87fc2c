namespace Cellulus;

/// <summary>The objects of one image. Immutable.</summary>
public sealed class Segmentation
{
    internal Segmentation(
        LabelImage labels,
        IReadOnlyList<SegmentedObject> objects,
        SegmentationParameters parameters,
        IReadOnlyDictionary<SegmentationStage, TimeSpan> timings,
        EmbeddingField? embedding)
    {
        Labels = labels;
        Objects = objects;
        Parameters = parameters;
        Timings = timings;
        Embedding = embedding;
    }

    /// <summary>Labels on the grid of the image: 0 background, 1 to n the objects, without gaps.</summary>
    public LabelImage Labels { get; }

    /// <summary>The objects; <c>Objects[i]</c> has the label <c>i + 1</c>. Empty for an image without any.</summary>
    public IReadOnlyList<SegmentedObject> Objects { get; }

    /// <summary>
    /// Embeddings on the network's grid; <see langword="null"/> unless <see cref="SegmentationOptions.KeepEmbedding"/> is set, and
    /// for a constant image, which is not embedded.
    /// </summary>
    public EmbeddingField? Embedding { get; }

    /// <summary>What the segmentation was made with.</summary>
    public SegmentationParameters Parameters { get; }

    /// <summary>Time spent in each stage that ran.</summary>
    public IReadOnlyDictionary<SegmentationStage, TimeSpan> Timings { get; }
}
