namespace Cellulus.Benchmarks.Supervision;

/// <summary>Optimizer steps of the models of a run; <see langword="null"/> for the library's.</summary>
/// <param name="Alone">Of models from annotations alone, which begin with random weights.</param>
/// <param name="Pseudo">Of models that go on from the start.</param>
internal sealed record StepCounts(int? Alone, int? Pseudo)
{
    public int Of(string set, Training training) => training switch
    {
        Training.Unsupervised => 0,
        Training.WithPseudo or Training.Suggested => Pseudo ?? (IsVolume(set) ? StarBeginning.VolumeIterations : StarBeginning.LearnedIterations),
        _ => Alone ?? (IsVolume(set) ? StarBeginning.VolumeIterations : StarBeginning.PlaneIterations),
    };

    /// <summary>Whether a finished model has as many: a log may hold others.</summary>
    public bool Fit(Cell cell) => cell.Steps == Of(cell.Set, cell.Training);

    private static bool IsVolume(string set) => set.StartsWith("3d-", StringComparison.Ordinal);
}
