using Cellulus.Engine;

namespace Cellulus;

/// <summary>One step of the training of an embedding: crops at random places, random pairs of their pixels, the offset loss.</summary>
internal sealed class TrainingStep : ITrainingStep
{
    private readonly BatchStep _batch;
    private readonly double _weightDecay;
    private readonly int _pairs;

    public TrainingStep(TrainingOptions options, TrainingSet set, UNet network, ImageShape crop)
    {
        var examples = new TrainingExamples(options, set, network.Layout.Architecture, crop);
        var loss = new OffsetLoss(options.LossForm, options.Temperature, options.Regularization);
        _batch = new BatchStep(network, options.BatchSize, () => new PairWorker(network, crop, examples, loss));
        _weightDecay = options.WeightDecay;
        _pairs = examples.Pairs;
    }

    public double Run(TrainingState state, double learningRate, StageExecution execution) =>
        _batch.Run(state, learningRate, _weightDecay, execution) / _pairs;

    public void Synchronize(TrainingState state) { }

    public void Dispose() { }

    private sealed class PairWorker(UNet network, ImageShape crop, TrainingExamples examples, OffsetLoss loss)
        : CropWorker(network, crop)
    {
        private readonly ElasticField _bend = examples.CreateBend();
        private readonly int[] _anchors = new int[examples.Pairs], _references = new int[examples.Pairs];
        private readonly int _components = network.Layout.Architecture.Outputs;

        protected override void Draw(ulong number, FeatureMap input) =>
            examples.Draw(number, Random, _bend, input, _anchors, _references);

        protected override double Evaluate(FeatureMap output, Span<float> gradient)
        {
            (double offset, double regularization) = loss.Evaluate(
                output.Values, output.Channels, output.Size, _anchors, _references, _components, gradient);
            return offset + regularization;
        }
    }
}
