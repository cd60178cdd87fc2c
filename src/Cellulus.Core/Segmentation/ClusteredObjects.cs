namespace Cellulus;

/// <summary>Objects from an embedding: foreground told from background, then clustered.</summary>
internal sealed class ClusteredObjects(IEmbeddingModel model, IBackgroundEstimator background, IInstanceClusterer clusterer) : ObjectSource
{
    public IEmbeddingModel Model => model;

    public IBackgroundEstimator Background => background;

    public IInstanceClusterer Clusterer => clusterer;

    public override EmbeddingModelDescription Description => model.Description;

    public override (string Model, string Background, string Clusterer) Names => (model.GetType().Name, background.GetType().Name, clusterer.GetType().Name);

    public override int PassesFor(SegmentationOptions options) =>
        options.Passes ?? (Description.LearnedUncertainty || Description.LearnedObjects ? 0 : EmbeddingOptions.DefaultPasses);

    public override FoundObjects Find(MicroscopyImage working, ImageShape image, SegmentationOptions options, StageClock clock)
    {
        EmbeddingField embedding = clock.Run(SegmentationStage.Embedding, e => model.Embed(working, SegmentationPipeline.EmbeddingOptionsOf(options), e));
        CheckGrid(embedding.Shape, working.Shape, model);
        ForegroundMask foreground = clock.Run(SegmentationStage.Background, e => background.EstimateForeground(working, embedding, e));
        CheckGrid(foreground.Shape, working.Shape, background);
        LabelImage clusters = clock.Run(SegmentationStage.Clustering, e => clusterer.Cluster(embedding, foreground, e));
        CheckGrid(clusters.Shape, working.Shape, clusterer);
        return new FoundObjects(clusters, (labels, diameter, cancellationToken) => EmbeddingConfidence.Of(labels, embedding, diameter, cancellationToken), embedding);
    }
}
