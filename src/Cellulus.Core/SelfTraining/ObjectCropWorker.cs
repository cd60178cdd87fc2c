using Cellulus.Engine;

namespace Cellulus;

/// <summary>Crops of labelled images: what the network should say of some of their pixels, and how far off it is.</summary>
internal sealed class ObjectCropWorker(UNet network, ImageShape crop, ObjectCropSampler sampler, ObjectTargets targets, double unevenness, SelfTrainingOptions options)
    : CropWorker(network, crop)
{
    private readonly ObjectLoss _loss = new(network.Layout.Architecture.Rank);
    private readonly CropCentres _centres = new();
    private readonly ObjectPaster _paster = new(crop, network.Layout.Architecture.InputChannels, targets.Output);
    private readonly IntensityJitter _jitter = new(crop, network.Layout.Architecture.InputChannels, unevenness);
    private readonly int[] _labels = new int[targets.Output.PixelCount];

    protected override void Draw(ulong number, FeatureMap input)
    {
        Random.Restart(options.Seed, RandomStreams.ObjectCrops + number);
        (LabelledImage image, CropPlacement placement) = sampler.Sample(Random, input, _labels);
        _centres.Begin(image, placement);
        _paster.Paste(Random, input, _labels, _centres);
        _jitter.Apply(Random, input, _labels, targets.Output);
        Random.Restart(options.Seed, RandomStreams.ObjectPixels + number);
        targets.Draw(Random, _labels, _centres);
    }

    // All pixels that may be drawn divide the sum, so that crops of which little is known count little.
    protected override double Evaluate(FeatureMap output, Span<float> gradient) =>
        _loss.Evaluate(output.Values, output.Channels, targets.Targets, 1 / (ObjectTargets.Density * _labels.Length * options.BatchSize), gradient);
}
