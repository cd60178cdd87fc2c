using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cellulus;

/// <summary>The stages of a pipeline as ones that can work on a streamed image.</summary>
internal sealed class StreamedStages
{
    private StreamedStages(
        IRegionEmbeddingModel model, IStreamedBackgroundEstimator background, IStreamedClusterer clusterer, IReadOnlyList<IStreamedRefiner> refiners) =>
        (Model, Background, Clusterer, Refiners) = (model, background, clusterer, refiners);

    public IRegionEmbeddingModel Model { get; }

    public IStreamedBackgroundEstimator Background { get; }

    public IStreamedClusterer Clusterer { get; }

    public IReadOnlyList<IStreamedRefiner> Refiners { get; }

    /// <exception cref="NotStreamableException">A stage needs the whole image at once.</exception>
    public static StreamedStages Of(SegmentationPipeline pipeline, SegmentationOptions options)
    {
        ClusteredObjects source = pipeline.Source as ClusteredObjects ?? throw new NotStreamableException(
            pipeline.Source.Names.Model, "It looks at whole images. Segment an image that fits in memory, or use a model without a detector.");
        IStreamedClusterer clusterer = Streamable<IStreamedClusterer>(source.Clusterer);
        if (clusterer.Obstacle is { } obstacle)
            throw new NotStreamableException(clusterer.GetType().Name, obstacle);
        return new StreamedStages(
            source.Model as IRegionEmbeddingModel ?? throw new NotStreamableException(
                source.Model.GetType().Name, $"Implement {nameof(IRegionEmbeddingModel)}, or segment an image that fits in memory."),
            Streamable<IStreamedBackgroundEstimator>(source.Background),
            clusterer,
            [.. pipeline.RefinersFor(options).Select(Streamable<IStreamedRefiner>)]);
    }

    /// <summary>Names everything that decides about a bit of a scratch file.</summary>
    public string Fingerprint(IImageSource source, SegmentationParameters parameters)
    {
        SegmentationOptions options = parameters.Options;
        string text = string.Create(CultureInfo.InvariantCulture, $"""
            format 3
            {source.Fingerprint} {source.Shape} {source.Channels} {source.PixelSize}
            {Model.GetType().FullName} {Model.Fingerprint} {parameters.Model}
            {parameters.ObjectDiameter:R} {parameters.WorkingShape} {options.Passes} {options.NoiseProbability:R} {options.Seed}
            {parameters.BackgroundEstimator}
            {parameters.Clusterer} {Clusterer.Describe()}
            {string.Join('\n', Refiners.Select(r => $"{r.GetType().Name} {r.Describe()}"))}
            """);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static T Streamable<T>(object stage) where T : class => stage as T ?? throw new NotStreamableException(
        stage.GetType().Name, "It looks at the whole image at once. Choose one of the library's stages, or segment an image that fits in memory.");
}
