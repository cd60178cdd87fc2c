namespace Cellulus.Benchmarks.Quality;

/// <summary>Remembers what a model made of one image, so that variants which differ in later stages share it.</summary>
internal sealed class EmbeddingCache(IEmbeddingModel model) : IEmbeddingModel
{
    private readonly List<(MicroscopyImage Image, EmbeddingOptions Options, EmbeddingField Field)> _known = [];

    public EmbeddingModelDescription Description => model.Description;

    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        foreach ((MicroscopyImage known, EmbeddingOptions how, EmbeddingField field) in _known)
            if (how == options && known.Shape == image.Shape && known.Pixels.SequenceEqual(image.Pixels))
                return field;
        EmbeddingField embedded = model.Embed(image, options, execution);
        _known.Add((image, options, embedded));
        return embedded;
    }
}
