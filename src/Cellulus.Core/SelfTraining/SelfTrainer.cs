namespace Cellulus;

/// <summary>
/// Lets a model learn from its own segmentation: segments the images it was trained on, believes the objects that look like whole
/// cells, and trains a second network on them that gives objects and borders in one pass.
/// </summary>
public static class SelfTrainer
{
    /// <summary>Trains on a thread of its own.</summary>
    public static Task<EmbeddingModel> TrainAsync(
        EmbeddingModel model, IReadOnlyList<MicroscopyImage> images, SelfTrainingOptions? options = null,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new SelfTrainingOptions();
        var execution = new StageExecution
        {
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken, Progress = progress,
        };
        return Task.Factory.StartNew(() => Train(model, images, options, execution), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    internal static EmbeddingModel Train(EmbeddingModel model, IReadOnlyList<MicroscopyImage> images, SelfTrainingOptions options, StageExecution execution)
    {
        LabelImage[] labels = [.. images.Select(image => Segment(model, image, execution))];
        bool[][] believed = PseudoLabelling.Believe(labels);
        EmbeddingModelDescription d = model.Description;
        MicroscopyImage[] working = [.. images.Select(image => Rescaling.Rescale(Normalization.Normalize(image), d.WorkingDiameter / d.ObjectDiameter))];
        PseudoLabels[] pseudo = [.. labels.Select((l, i) => PseudoLabelling.Label(l, believed[i], working[i].Shape, execution))];
        return model.With(ObjectTrainer.Train(working, pseudo, d.WorkingDiameter, options, execution));
    }

    private static LabelImage Segment(EmbeddingModel model, MicroscopyImage image, StageExecution execution)
    {
        var pipeline = new SegmentationPipeline(model, new UncertaintyBackgroundEstimator(), new MeanShiftClusterer(), [new ContrastRefiner(), new SizeFilter()]);
        var options = new SegmentationOptions { MaxDegreeOfParallelism = execution.MaxDegreeOfParallelism };
        return pipeline.Segment(image, options, 0, null, execution.CancellationToken).Labels;
    }
}
