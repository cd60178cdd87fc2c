namespace Cellulus;

/// <summary>How a star-convex model is trained (paper section 4.2, appendix B). The defaults need no change. Values are checked when
/// set.</summary>
public sealed record SupervisedTrainingOptions
{
    /// <summary>
    /// A model that has learned objects from images alone, best the one whose predictions are given: the network goes on from its object
    /// network, at
    /// its scale and with its <see cref="Features"/>. So it knows more of cells than what a few annotations tell, and needs a third of the
    /// steps.
    /// Default <see langword="null"/>, and of no effect where the model has no object network: random weights.
    /// </summary>
    public EmbeddingModel? Start { get; init; }

    /// <summary>
    /// A star-convex model to go on from, such as <see cref="PretrainedModel.Network"/>, with its rays, features and channels. It takes
    /// precedence over
    /// <see cref="Start"/>. Default <see langword="null"/>.
    /// </summary>
    public StarConvexModel? GoOnFrom { get; init; }

    /// <summary>
    /// Typical object diameter in pixels of the images; images are rescaled by it. Default <see langword="null"/>: that of the model to
    /// start from,
    /// or of the median object drawn or predicted.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not at least 1 and finite.</exception>
    public double? ObjectDiameter
    {
        get;
        init => field = value is null or (>= 1 and < double.PositiveInfinity)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An object diameter is at least 1 pixel.");
    }

    /// <summary>
    /// Optimizer steps. Default <see langword="null"/>: 3000 for planes, 800 where they <see cref="Start"/> from a model, 4000 if as many
    /// objects are drawn as are predicted beside them; 1000 for volumes. More steps were better as far as was looked: on nuclei with bright
    /// lobes F1 was .735 after 400, .825 after 1200.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 1,000,000.</exception>
    public int? Iterations { get; init => field = OptionRange.Check(value, 1, OptionRange.MostIterations); }

    /// <summary>
    /// Share of the loss that predictions have; annotations have the rest, if half of the crops are about drawn objects; they are fewer
    /// where
    /// few objects are drawn. Default 0.5, as in the paper. Lower where annotations are many and predictions poor.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 1.</exception>
    public double Alpha { get; init => field = OptionRange.Check(value, 0, 1); } = 0.5;

    /// <summary>
    /// How far around a drawn object pixels that are no object's count as background, in pixels of the images. Default 30, as in the paper.
    /// Lower where objects are dense and drawn singly: a neighbour that nobody has drawn or predicted would be learned as background.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double BackgroundReach
    {
        get;
        init => field = value is >= 0 and < double.PositiveInfinity
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A distance is 0 or more.");
    } = 30;

    /// <summary>
    /// Share of the drawn objects that are kept from training, to choose the thresholds by. Fewer than five choose nothing and are trained
    /// on.
    /// Default 0.1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 0.5.</exception>
    public double HeldOutShare { get; init => field = OptionRange.Check(value, 0, 0.5); } = 0.1;

    /// <summary>Directions in which the border is told. Default <see langword="null"/>: 32 for planes, 96 for volumes, as
    /// published.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 8 to 256.</exception>
    public int? Rays { get; init => field = OptionRange.Check(value, 8, 256); }

    /// <summary>
    /// Side of a training crop in working pixels, a multiple of 4, at least 44. Default <see langword="null"/>: 124 for planes, 44 for
    /// volumes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No multiple of 4, or not 44 to 4096.</exception>
    public int? CropSize { get; init => field = OptionRange.CropSide(value); }

    /// <summary>Crops per step. Default 4: more steps of fewer crops learn more from as many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 1024.</exception>
    public int BatchSize { get; init => field = OptionRange.Check(value, 1, 1024); } = 4;

    /// <summary>Feature maps of the first block; they double with each level. Default 16; of no effect with <see cref="Start"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 256.</exception>
    public int Features { get; init => field = OptionRange.Check(value, 1, 256); } = 16;

    /// <summary>
    /// Highest learning rate of Adam, reached after a short warm-up and left for 0 in a smooth fall. Default <see langword="null"/>: 0.002,
    /// but 0.001 with
    /// <see cref="Start"/> unless as many objects are drawn as are predicted beside them, since larger steps forget what was learned. The
    /// paper's 1e-5 is for 200 epochs.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and below 1.</exception>
    public double? LearningRate { get; init => field = OptionRange.LearningRate(value); }

    /// <summary>L2 penalty added to the gradient. Default 0.00001.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 1.</exception>
    public double WeightDecay { get; init => field = OptionRange.WeightDecay(value); } = 1e-5;

    /// <summary>Seed of everything random. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads to use at once. Default: the number of processors. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxDegreeOfParallelism { get; init => field = OptionRange.Threads(value); } = Environment.ProcessorCount;
}
