using Cellulus.Testing;

namespace Cellulus.Tests;

/// <summary>A model that counts the regions it embeds and tells of each.</summary>
internal sealed class WatchedModel(CellScene scene, Action<int>? onRegion = null) : IRegionEmbeddingModel
{
    private readonly TruthEmbeddingModel _model = new(scene.Truth, offsetNoise: 1);

    public int Regions { get; private set; }

    public EmbeddingModelDescription Description => _model.Description;

    public string Fingerprint => _model.Fingerprint;

    public int Alignment => 2;

    public PixelBox ContextOf(PixelBox region, ImageShape whole) => region;

    public long EstimateMemory(ImageShape region, EmbeddingOptions options, int threads) => 0;

    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution) => _model.Embed(image, options, execution);

    public EmbeddingField EmbedRegion(ImageWindow image, PixelBox region, EmbeddingOptions options, StageExecution execution)
    {
        onRegion?.Invoke(Regions);
        execution.CancellationToken.ThrowIfCancellationRequested();
        Regions++;
        return _model.EmbedRegion(image, region, options, execution);
    }
}
