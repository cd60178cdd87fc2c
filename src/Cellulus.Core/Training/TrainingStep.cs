using Cellulus.Engine;

namespace Cellulus;

/// <summary>One step of the training of an embedding: crops at random places, random pairs of their pixels, the offset loss.</summary>
internal sealed class TrainingStep
{
    private readonly BatchStep _batch;
    private readonly double _weightDecay;
    private readonly int _pairs;

    public TrainingStep(TrainingOptions options, TrainingSet set, UNet network, ImageShape crop)
    {
        var crops = new CropSampler(set.Images, crop, options.Augment);
        var pairs = new PairSampler(network.Layout.Architecture.OutputOf(crop), options.Density, options.PairRadius!.Value);
        var loss = new OffsetLoss(options.LossForm, options.Temperature, options.Regularization);
        _batch = new BatchStep(network, options.BatchSize, () => new PairWorker(network, crop, crops, pairs, loss, options.Seed));
        _weightDecay = options.WeightDecay;
        _pairs = pairs.Pairs;
    }

    /// <summary>Takes one step.</summary>
    /// <returns>Mean loss of a pair.</returns>
    public double Run(TrainingState state, double learningRate, StageExecution execution) =>
        _batch.Run(state, learningRate, _weightDecay, execution) / _pairs;

    private sealed class PairWorker(UNet network, ImageShape crop, CropSampler crops, PairSampler pairs, OffsetLoss loss, ulong seed)
        : CropWorker(network, crop)
    {
        private readonly ElasticField _bend = crops.CreateBend();
        private readonly int[] _anchors = new int[pairs.Pairs], _references = new int[pairs.Pairs];
        private readonly int _components = network.Layout.Architecture.Outputs;

        protected override void Draw(ulong number, FeatureMap input)
        {
            Random.Restart(seed, RandomStreams.Crops + number);
            crops.Sample(Random, _bend, input);
            Random.Restart(seed, RandomStreams.Pairs + number);
            pairs.Sample(Random, _anchors, _references);
        }

        protected override double Evaluate(FeatureMap output, Span<float> gradient)
        {
            (double offset, double regularization) = loss.Evaluate(
                output.Values, output.Channels, output.Size, _anchors, _references, _components, gradient);
            return offset + regularization;
        }
    }
}
