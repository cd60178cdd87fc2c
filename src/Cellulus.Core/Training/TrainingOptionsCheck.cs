namespace Cellulus;

/// <summary>Checks training options once, before any work.</summary>
internal static class TrainingOptionsCheck
{
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it.</exception>
    public static void Check(TrainingOptions options)
    {
        Require(options.ObjectDiameter is null or (> 1 and < 10_000), nameof(options.ObjectDiameter), options.ObjectDiameter, "1 to 10000 px");
        Require(options.WorkingDiameter is null or (> 4 and < 1000), nameof(options.WorkingDiameter), options.WorkingDiameter, "4 to 1000 px");
        Require(options.Iterations is null or >= 1, nameof(options.Iterations), options.Iterations, "at least 1");
        Require(options.TimeLimit is null || options.TimeLimit > TimeSpan.Zero, nameof(options.TimeLimit), options.TimeLimit, "positive");
        Require(options.Features is >= 1 and <= 1024, nameof(options.Features), options.Features, "1 to 1024");
        Require(options.FeatureFactor is >= 1 and <= 8, nameof(options.FeatureFactor), options.FeatureFactor, "1 to 8");
        Require(options.HeadFeatures is >= 1 and <= 4096, nameof(options.HeadFeatures), options.HeadFeatures, "1 to 4096");
        int border = 16 + 2 * (int)Math.Ceiling(options.PairRadius ?? 1);
        Require(options.CropSize is null || (options.CropSize > border && options.CropSize % 2 == 0 && options.CropSize <= 4096),
            nameof(options.CropSize), options.CropSize, $"even, more than {border} (field of view and pair radius) and at most 4096 px");
        Require(options.BatchSize is >= 1 and <= 1024, nameof(options.BatchSize), options.BatchSize, "1 to 1024");
        Require(options.LearningRate is > 0 and < 1, nameof(options.LearningRate), options.LearningRate, "above 0 and below 1");
        Require(options.WeightDecay is >= 0 and < 1, nameof(options.WeightDecay), options.WeightDecay, "0 to 1");
        Require(Enum.IsDefined(options.LossForm), nameof(options.LossForm), options.LossForm, "a defined form");
        Require(options.Temperature is > 0 and < 1e6, nameof(options.Temperature), options.Temperature, "positive");
        Require(options.Regularization is >= 0 and < 1, nameof(options.Regularization), options.Regularization, "0 to 1");
        Require(options.Density is > 0 and <= 1, nameof(options.Density), options.Density, "above 0 and at most 1");
        Require(options.PairRadius is null or (>= 1 and <= 100), nameof(options.PairRadius), options.PairRadius, "1 to 100 px");
        Require(options.MaxDegreeOfParallelism >= 1, nameof(options.MaxDegreeOfParallelism), options.MaxDegreeOfParallelism, "at least 1");
        Require(options.MemoryBudget is null or > 0, nameof(options.MemoryBudget), options.MemoryBudget, "positive");
        Require(options.CheckpointInterval >= 1, nameof(options.CheckpointInterval), options.CheckpointInterval, "at least 1");
        Require(!options.Resume || options.CheckpointPath is not null, nameof(options.Resume), options.Resume, "on only with a checkpoint path");
    }

    private static void Require(bool condition, string name, object? value, string range)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
