namespace Cellulus.Benchmarks.Quality;

/// <summary>Which images are trained on and which are scored.</summary>
/// <param name="Train">Stems of the images to train on.</param>
/// <param name="Test">Stems of the images to score.</param>
internal sealed record Split(string[] Train, string[] Test)
{
    /// <summary>Train on the first so many, score the others.</summary>
    public static Func<string[], Split> First(int count) => stems => new Split(stems[..Math.Min(count, stems.Length)], stems[Math.Min(count, stems.Length)..]);

    /// <summary>Train on those whose names begin one way, score those that begin another way.</summary>
    public static Func<string[], Split> ByPrefix(string train, string test) => stems => new Split(
        Array.FindAll(stems, s => s.StartsWith(train, StringComparison.Ordinal)), Array.FindAll(stems, s => s.StartsWith(test, StringComparison.Ordinal)));

    /// <summary>Train on what is scored: no label is seen in training, so this is how an unsupervised method is used.</summary>
    public static Split SameImages(string[] stems) => new(stems, stems);

    /// <summary>Train on three quarters; on all of so few that a quarter would be nothing.</summary>
    public static Split ThreeQuarters(string[] stems) => stems.Length < 4 ? SameImages(stems) : First(3 * stems.Length / 4)(stems);
}
