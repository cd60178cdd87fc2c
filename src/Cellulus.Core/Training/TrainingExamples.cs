using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// What a training looks at: for each crop, by its number since the start, the pixels and the pairs. They depend on seed and number alone,
/// so every engine sees the same.
/// </summary>
internal sealed class TrainingExamples
{
    private readonly CropSampler _crops;
    private readonly PairSampler _pairs;
    private readonly ulong _seed;

    /// <param name="options">Options without gaps.</param>
    /// <param name="set">Images.</param>
    /// <param name="network">The network to train.</param>
    /// <param name="crop">Extent of a crop.</param>
    public TrainingExamples(TrainingOptions options, TrainingSet set, UNetArchitecture network, ImageShape crop)
    {
        _crops = new CropSampler(set.Images, crop, options.Augment);
        _pairs = new PairSampler(network.OutputOf(crop), options.Density, options.PairRadius!.Value);
        _seed = options.Seed;
    }

    /// <summary>Pairs of a crop.</summary>
    public int Pairs => _pairs.Pairs;

    /// <summary>The deformation of one thread's crops.</summary>
    public ElasticField CreateBend() => _crops.CreateBend();

    /// <summary>Draws a crop and its pairs.</summary>
    /// <param name="number">Number of the crop since the start of training.</param>
    /// <param name="random">A generator of the calling thread.</param>
    /// <param name="bend">A deformation of the calling thread.</param>
    /// <param name="crop">Takes the crop, channels last.</param>
    /// <param name="anchors">Takes pixel indices in the network's output, one for each pair.</param>
    /// <param name="references">Takes those of the references.</param>
    /// <exception cref="TrainingException">No crop with contrast was found.</exception>
    public void Draw(ulong number, Philox random, ElasticField bend, FeatureMap crop, Span<int> anchors, Span<int> references)
    {
        random.Restart(_seed, RandomStreams.Crops + number);
        _crops.Sample(random, bend, crop);
        random.Restart(_seed, RandomStreams.Pairs + number);
        _pairs.Sample(random, anchors, references);
    }
}
