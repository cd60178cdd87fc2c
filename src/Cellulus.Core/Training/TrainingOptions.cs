namespace Cellulus;

/// <summary>How a model is trained. The defaults need nothing but images.</summary>
public sealed record TrainingOptions
{
    /// <summary>Typical object diameter in pixels of the training images. Default: estimated from the images.</summary>
    public double? ObjectDiameter { get; init; }

    /// <summary>
    /// Object diameter that the network sees, in pixels; images are rescaled by <c>WorkingDiameter / ObjectDiameter</c>.
    /// The field of view is 16 px, so objects should be a little larger than it. Default 24 for planes, 16 for volumes, where the
    /// work grows with the cube.
    /// </summary>
    public double? WorkingDiameter { get; init; }

    /// <summary>Optimizer steps. Default 800 for planes, 250 for volumes, where a step takes longer: about five minutes on two
    /// cores.</summary>
    public int? Iterations { get; init; }

    /// <summary>
    /// Be done with all of the work in this time, even if <see cref="Iterations"/> is not reached; the schedule adapts. Half of it is for
    /// the steps, three quarters where there is
    /// no time to learn from objects; what of the rest is not done by then is left out. Default: no limit.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Feature maps of the first block. Default 24. The paper uses 64 and trains for hours on a GPU.</summary>
    public int Features { get; init; } = 24;

    /// <summary>Growth of the feature maps per level. Default 3.</summary>
    public int FeatureFactor { get; init; } = 3;

    /// <summary>Feature maps of the last block and of the head. Default 64.</summary>
    public int HeadFeatures { get; init; } = 64;

    /// <summary>Side of a training crop in working pixels, even, larger than 40. Default 124 for planes, 44 for volumes.</summary>
    public int? CropSize { get; init; }

    /// <summary>Crops per step. Default 8.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Learning rate of Adam at the start. Default 4e-4 (the paper's 4e-5 is for 50 epochs).</summary>
    public double LearningRate { get; init; } = 4e-4;

    /// <summary>
    /// Shares of the run after which the learning rate is divided by 10. Default 0.8 and 0.95. The paper's 0.4 and 0.6 (epochs 20
    /// and 30 of 50) suit runs of many hours; in short ones they freeze the weights half-way.
    /// </summary>
    public IReadOnlyList<double> LearningRateDrops { get; init; } = [0.8, 0.95];

    /// <summary>L2 penalty added to the gradient. Default 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Form of the loss. Default <see cref="OffsetLossForm.Exponential"/>, the one the reference implementation uses.</summary>
    public OffsetLossForm LossForm { get; init; } = OffsetLossForm.Exponential;

    /// <summary>Damping of far pairs: tau of the loss, in square pixels. Default 10.</summary>
    public double Temperature { get; init; } = 10;

    /// <summary>Weight lambda of the length of the embedding. Default 1e-5.</summary>
    public double Regularization { get; init; } = 1e-5;

    /// <summary>Share of the pixels that become anchors. Default 0.1.</summary>
    public double Density { get; init; } = 0.1;

    /// <summary>Largest distance kappa of a pair in working pixels. Default 10 for planes, as in the paper, 6 for volumes.</summary>
    public double? PairRadius { get; init; }

    /// <summary>Elastic deformation, rotation and scaling of each crop. Default on.</summary>
    public bool Augment { get; init; } = true;

    /// <summary>
    /// After the last step, learn to tell the uncertainty from one pass, so that segmentation does not need the noisy ones. Weights of
    /// the embedding do not depend on it. Default on; takes as long as some 40 steps.
    /// </summary>
    public bool LearnUncertainty { get; init; } = true;

    /// <summary>
    /// How the model then learns from the objects it finds in the training images (see <see cref="SelfTrainer"/>), at most half as many
    /// steps as were taken; in runs of under 100 steps not at all. <see langword="null"/> leaves it out. Default: its defaults. Its seed
    /// and threads are those of the training.
    /// </summary>
    public SelfTrainingOptions? SelfTraining { get; init; } = new();

    /// <summary>Seed of everything random. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads to use at once. Default: the number of processors. Results do not depend on it.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Memory that the training may take, in bytes, images included; one that would take more is refused before it starts. Default:
    /// no limit. See <see cref="EmbeddingTrainer.Plan"/>.
    /// </summary>
    public long? MemoryBudget { get; init; }

    /// <summary>
    /// File that a checkpoint is written to, atomically: every <see cref="CheckpointInterval"/> steps, after the last one, and when the
    /// steps are cancelled. Where that fails
    /// <see cref="TrainingProgress.Warning"/> says so, and the training goes on. Default: none is written.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Steps between checkpoints. Default 100.</summary>
    public int CheckpointInterval { get; init; } = 100;

    /// <summary>
    /// Go on from <see cref="CheckpointPath"/> if it exists; the result is the same, bit for bit, as without a break. What follows the
    /// steps begins anew. Default off.
    /// </summary>
    public bool Resume { get; init; }
}
