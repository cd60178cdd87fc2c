using Cellulus.Engine;

namespace Cellulus;

/// <summary>Crops of the two data sets: what the network should say of some of their pixels, and how far off it is.</summary>
internal sealed class StarCropWorker : CropWorker
{
    private const int BendSpacing = 32;
    private const double Bend = 1;

    /// <summary>Crops whose intensities are changed. With all of them, shapes are learned more slowly.</summary>
    private const double JitterShare = 0.5;

    // Borders are drawn; they need not be guessed where nothing shows.
    private const double Unevenness = 0.3;

    private readonly IReadOnlyList<StarDataSet> _sets;
    private readonly StarTargets _targets;
    private readonly StarConvexLoss _loss;
    private readonly SupervisedTrainingOptions _options;
    private readonly IntensityJitter _jitter;
    private readonly ElasticField _bend;
    private readonly int[] _labels;
    private readonly long _outputPixels;
    private double _weight;

    /// <param name="network">The network.</param>
    /// <param name="crop">Extent of a crop.</param>
    /// <param name="sets">One or two data sets.</param>
    /// <param name="directions">The rays.</param>
    /// <param name="unit">Pixels of a distance of 1.</param>
    /// <param name="options">Seed and batch.</param>
    public StarCropWorker(
        UNet network, ImageShape crop, IReadOnlyList<StarDataSet> sets, RayDirections directions, double unit, SupervisedTrainingOptions options)
        : base(network, crop)
    {
        (_sets, _options) = (sets, options);
        ImageShape output = network.Layout.Architecture.OutputOf(crop);
        _targets = new StarTargets(crop, output, directions);
        _loss = new StarConvexLoss(directions.Count, unit);
        _jitter = new IntensityJitter(crop, network.Layout.Architecture.InputChannels, Unevenness);
        _bend = new ElasticField(crop, BendSpacing);
        _labels = new int[crop.PixelCount];
        _outputPixels = output.PixelCount;
    }

    protected override void Draw(ulong number, FeatureMap input)
    {
        Random.Restart(_options.Seed, RandomStreams.StarCrops + number);
        StarDataSet set = _sets.Count == 1 || Random.NextDouble() < _sets[0].Share ? _sets[0] : _sets[1];
        _weight = set.Weight;
        _bend.Draw(Random, Bend);
        (LabelledImage image, CropPlacement placement) = set.Sampler.Sample(Random, input, _labels, _bend);
        if (Random.NextDouble() < JitterShare)
            _jitter.Apply(Random, input, _labels, input.Size);
        Random.Restart(_options.Seed, RandomStreams.StarPixels + number);
        _targets.Draw(Random, _labels, image, placement, _bend);
    }

    // All pixels that may be drawn divide the sum, so that crops of which little is known count little.
    protected override double Evaluate(FeatureMap output, Span<float> gradient) => _loss.Evaluate(
        output.Values, output.Channels, _targets.Targets, _targets.Distances,
        _weight / (StarTargets.Density * _outputPixels * _options.BatchSize), gradient);
}
