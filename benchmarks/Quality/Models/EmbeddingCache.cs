namespace Cellulus.Benchmarks.Quality;

/// <summary>Remembers what a model made of one image, so that variants which differ in later stages share it.</summary>
internal sealed class EmbeddingCache(IRegionEmbeddingModel model) : IRegionEmbeddingModel
{
    private readonly List<(MicroscopyImage Image, EmbeddingOptions Options, EmbeddingField Field)> _known = [];

    public EmbeddingModelDescription Description => model.Description;

    public string Fingerprint => model.Fingerprint;

    public int Alignment => model.Alignment;

    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        foreach ((MicroscopyImage known, EmbeddingOptions how, EmbeddingField field) in _known)
            if (how == options && known.Shape == image.Shape && known.Pixels.SequenceEqual(image.Pixels))
                return field;
        EmbeddingField embedded = model.Embed(image, options, execution);
        _known.Add((image, options, embedded));
        return embedded;
    }

    public PixelBox ContextOf(PixelBox region, ImageShape whole) => model.ContextOf(region, whole);

    public long EstimateMemory(ImageShape region, EmbeddingOptions options, int threads) => model.EstimateMemory(region, options, threads);

    public EmbeddingField EmbedRegion(ImageWindow image, PixelBox region, EmbeddingOptions options, StageExecution execution) =>
        model.EmbedRegion(image, region, options, execution);
}
