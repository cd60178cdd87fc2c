namespace Cellulus.Benchmarks.Quality;

/// <summary>Tells how far a training is, at once, on the thread that reports.</summary>
internal sealed class TrainingStatus(DataSet set, ulong seed) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => StatusLine.Tell(value.UncertaintyShare is { } share
        ? Text.Of($"{set.Name}, seed {seed}: learning the uncertainty, {share:p0}")
        : Text.Of($"{set.Name}, seed {seed}: step {value.Iteration} of {value.Iterations}, loss {value.Loss:f4}, {value.Remaining:hh\\:mm\\:ss} left"));
}
