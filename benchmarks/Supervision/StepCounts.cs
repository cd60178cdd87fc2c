namespace Cellulus.Benchmarks.Supervision;

/// <summary>Optimizer steps of the models of a run; <see langword="null"/> for the library's.</summary>
/// <param name="Alone">Of models from annotations alone, which begin with random weights.</param>
/// <param name="Pseudo">Of models that go on from the start.</param>
internal sealed record StepCounts(int? Alone, int? Pseudo)
{
    /// <summary>Share in percent from which on as much is drawn as was found.</summary>
    private const double Much = 50;

    public int Of(string set, Training training, double share) => training switch
    {
        Training.Unsupervised => 0,
        Training.WithPseudo or Training.Suggested => Pseudo ?? (IsVolume(set) ? StarBeginning.VolumeIterations : share >= Much ? StarBeginning.MuchDrawnIterations : StarBeginning.LearnedIterations),
        _ => Alone ?? (IsVolume(set) ? StarBeginning.VolumeIterations : StarBeginning.PlaneIterations),
    };

    /// <summary>Whether a finished model has as many: a log may hold others.</summary>
    public bool Fit(Cell cell) => cell.Steps == Of(cell.Set, cell.Training, cell.Share);

    private static bool IsVolume(string set) => set.StartsWith("3d-", StringComparison.Ordinal);
}
