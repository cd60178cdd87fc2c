namespace Cellulus.Benchmarks.Quality;

/// <summary>Tells how far a training is, at once, on the thread that reports.</summary>
internal sealed class TrainingStatus(DataSet set, ulong seed) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => StatusLine.Tell($"{set.Name}, seed {seed}: " + value switch
    {
        { SelfTrainingShare: { } share } => Text.Of($"learning from its own objects, {share:p0}"),
        { UncertaintyShare: { } share } => Text.Of($"learning the uncertainty, {share:p0}"),
        _ => Text.Of($"step {value.Iteration} of {value.Iterations}, loss {value.Loss:f4}, {value.Remaining:hh\\:mm\\:ss} left"),
    });
}
