namespace Cellulus.Benchmarks.Supervision;

/// <summary>Optimizer steps that are asked for; <see langword="null"/> for the library's.</summary>
/// <param name="Alone">Of models from annotations alone, which begin with random weights.</param>
/// <param name="Pseudo">Of models that go on from the start.</param>
internal sealed record StepCounts(int? Alone, int? Pseudo)
{
    public int? Of(Training training) => training switch
    {
        Training.Unsupervised => null,
        Training.WithPseudo or Training.Suggested => Pseudo,
        _ => Alone,
    };

    /// <summary>Whether a finished model was asked for the same: a log may hold others.</summary>
    public bool Fit(Cell cell) => cell.AskedSteps == Of(cell.Training);
}
