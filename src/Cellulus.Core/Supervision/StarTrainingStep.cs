using Cellulus.Engine;

namespace Cellulus;

/// <summary>One step of the training of a star-convex network on the managed engine.</summary>
internal sealed class StarTrainingStep : ITrainingStep
{
    private readonly BatchStep _batch;
    private readonly SupervisedTrainingOptions _options;

    public StarTrainingStep(StarExamples examples)
    {
        var network = new UNet(examples.Layout, GemmKernels.Best, training: true);
        _options = examples.Options;
        _batch = new BatchStep(network, _options.BatchSize, () => new Worker(network, examples));
    }

    // Each crop's loss is its share of the batch.
    public double Run(TrainingState state, double learningRate, StageExecution execution) =>
        _batch.Run(state, learningRate, _options.WeightDecay, execution) * _options.BatchSize;

    public void Synchronize(TrainingState state) { }

    public void Dispose() { }

    private sealed class Worker(UNet network, StarExamples examples) : CropWorker(network, examples.Crop)
    {
        private readonly StarCrop _crop = new(examples);
        private readonly StarConvexLoss _loss = examples.CreateLoss();

        protected override void Draw(ulong number, FeatureMap input) => _crop.Draw(number, input);

        protected override double Evaluate(FeatureMap output, Span<float> gradient) =>
            _loss.Evaluate(output.Values, output.Channels, _crop.Targets, _crop.Distances, _crop.Scale, gradient);
    }
}
