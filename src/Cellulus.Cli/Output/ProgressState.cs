namespace Cellulus.Cli.Output;

/// <summary>What a progress display shows.</summary>
/// <param name="Fraction">Finished share, 0 to 1.</param>
/// <param name="Detail">A few words on the state.</param>
/// <param name="Warning">Something to be said at once; <see langword="null"/> if there is nothing.</param>
internal readonly record struct ProgressState(double Fraction, string Detail, string? Warning = null);
