using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// A crop of one of the two data sets, and what the network should say of some of its pixels. They depend on seed and number
/// alone, so every engine sees the same. Holds one crop at a time, for one thread at a time.
/// </summary>
internal sealed class StarCrop
{
    private const int BendSpacing = 32;
    private const double Bend = 1;

    private readonly StarExamples _examples;
    private readonly StarTargets _targets;
    private readonly Philox _random = new(0);
    private readonly IntensityJitter _jitter;
    private readonly ElasticField _bend;
    private readonly CropCentres _centres = new();
    private readonly ObjectPaster _paster;
    private readonly CropDepths _depths;
    private readonly Func<int, (int Z, int Y, int X), float> _depthOf;
    private readonly int[] _labels;
    private readonly long _outputPixels;
    private double _weight;

    public StarCrop(StarExamples examples)
    {
        _examples = examples;
        (ImageShape crop, ImageShape output) = (examples.Crop, examples.Output);
        _targets = new StarTargets(crop, output, examples.Directions);
        _jitter = new IntensityJitter(crop, examples.Layout.Architecture.InputChannels, examples.Unevenness);
        _bend = new ElasticField(crop, BendSpacing);
        _paster = new ObjectPaster(crop, examples.Layout.Architecture.InputChannels, labelled: crop);
        _depths = new CropDepths(crop);
        _depthOf = _depths.Of;
        _labels = new int[crop.PixelCount];
        _outputPixels = output.PixelCount;
    }

    /// <inheritdoc cref="StarTargets.Targets"/>
    public ReadOnlySpan<StarTarget> Targets => _targets.Targets;

    /// <inheritdoc cref="StarTargets.Distances"/>
    public ReadOnlySpan<float> Distances => _targets.Distances;

    /// <summary>Factor of its loss. All pixels that may be drawn divide the sum, so that crops of which little is known count
    /// little.</summary>
    public double Scale => _weight / (StarTargets.Density * _outputPixels * _examples.Options.BatchSize);

    /// <summary>Draws a crop and its targets.</summary>
    /// <param name="number">Number of the crop since the start of training.</param>
    /// <param name="input">Takes the crop, channels last.</param>
    public void Draw(ulong number, FeatureMap input)
    {
        (IReadOnlyList<StarDataSet> sets, ulong seed) = (_examples.Sets, _examples.Options.Seed);
        _random.Restart(seed, RandomStreams.StarCrops + number);
        StarDataSet set = sets.Count == 1 || _random.NextDouble() < sets[0].Share ? sets[0] : sets[1];
        _weight = set.Weight;
        _bend.Draw(_random, Bend);
        (LabelledImage image, CropPlacement placement) = set.Sampler.Sample(_random, input, _labels, _bend);
        _centres.Begin(image, placement);
        _paster.Paste(_random, input, _labels, _centres);
        _depths.Begin(image, placement, _bend);
        _depths.Change(_labels, _paster.Changed);
        if (_random.NextDouble() < _examples.ChangedShare)
            _jitter.Apply(_random, input, _labels, input.Size);
        _random.Restart(seed, RandomStreams.StarPixels + number);
        _targets.Draw(_random, _labels, _depthOf);
    }
}
