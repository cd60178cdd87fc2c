namespace Cellulus;

/// <summary>How a network learns from the objects that a model is sure of. The defaults need no change. Values are checked when
/// set.</summary>
public sealed record SelfTrainingOptions
{
    private const long FewestPixels = 10_000, MostPixels = 1_000_000_000_000;

    /// <summary>
    /// Optimizer steps. Default <see langword="null"/>: 500 for planes, 300 for volumes. Time grows with it. Shapes are learned late, and
    /// so are mistakes: more steps were better on nuclei with bright lobes (SEG .57, .63 and .64 after 300, 700 and 1600), worse on others.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 1,000,000.</exception>
    public int? Iterations { get; init => field = OptionRange.Check(value, 1, OptionRange.MostIterations); }

    /// <summary>
    /// How often to segment and learn. Each round goes on from the network of the one before, with what that found, and the round whose
    /// objects look most like whole cells is kept. The last of several takes smaller steps: it smooths borders. Default 4.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 10.</exception>
    public int Rounds { get; init => field = OptionRange.Check(value, 1, 10); } = 4;

    /// <summary>
    /// Pixels to look at in each round, about, on the network's grid, where objects have the working diameter. Of more than that, windows
    /// are taken that are spread evenly over
    /// the images and hold hundreds of cells each, so that time and memory stay within bounds however many images there are. Default
    /// <see langword="null"/>: 25 million for planes
    /// (24 x 2^20), half of that for volumes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 10,000 to a trillion (10^12).</exception>
    public long? MaxPixels { get; init => field = OptionRange.Check(value, FewestPixels, MostPixels); }

    /// <summary>
    /// Side of a training crop in working pixels, a multiple of 4, at least 44. Default <see langword="null"/>: 124 for planes, 44 for
    /// volumes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No multiple of 4, or not 44 to 4096.</exception>
    public int? CropSize { get; init => field = OptionRange.CropSide(value); }

    /// <summary>Crops per step. Default 8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 1024.</exception>
    public int BatchSize { get; init => field = OptionRange.Check(value, 1, 1024); } = 8;

    /// <summary>Feature maps of the first block. Default <see langword="null"/>: 24 for planes, 16 for volumes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 256.</exception>
    public int? Features { get; init => field = OptionRange.Check(value, 1, 256); }

    /// <summary>
    /// Highest learning rate of Adam, reached after a short warm-up and left for 0 in a smooth fall; the last of several rounds has a third
    /// of it. Default 0.003.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and below 1.</exception>
    public double LearningRate { get; init => field = OptionRange.LearningRate(value); } = 3e-3;

    /// <summary>L2 penalty added to the gradient. Default 0.00001.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 1.</exception>
    public double WeightDecay { get; init => field = OptionRange.WeightDecay(value); } = 1e-5;

    /// <summary>Seed of everything random. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads to use at once. Default: the number of processors. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxDegreeOfParallelism { get; init => field = OptionRange.Threads(value); } = Environment.ProcessorCount;
}
