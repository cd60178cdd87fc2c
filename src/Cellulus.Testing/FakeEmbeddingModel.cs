namespace Cellulus.Testing;

/// <summary>An embedding model made of a function, for tests of what comes before and after a model. Counts its calls.</summary>
public sealed class FakeEmbeddingModel : IEmbeddingModel
{
    private readonly Func<MicroscopyImage, EmbeddingOptions, EmbeddingField> _embed;
    private int _calls;

    /// <summary>A model with this description that answers with this function.</summary>
    /// <param name="description">What the model claims to be.</param>
    /// <param name="embed">Makes the field of an image; must be safe to call from many threads at once.</param>
    public FakeEmbeddingModel(EmbeddingModelDescription description, Func<MicroscopyImage, EmbeddingOptions, EmbeddingField> embed)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(embed);
        Description = description;
        _embed = embed;
    }

    /// <inheritdoc/>
    public EmbeddingModelDescription Description { get; }

    /// <summary>Images embedded so far.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <inheritdoc/>
    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(execution);
        execution.CancellationToken.ThrowIfCancellationRequested();
        Description.Require(image.Shape, image.Channels);
        Interlocked.Increment(ref _calls);
        return _embed(image, options);
    }
}
