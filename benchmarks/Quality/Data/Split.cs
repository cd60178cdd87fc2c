namespace Cellulus.Benchmarks.Quality;

/// <summary>Which images are trained on and which are scored.</summary>
/// <param name="Train">Stems of the images to train on.</param>
/// <param name="Test">Stems of the images to score.</param>
internal sealed record Split(string[] Train, string[] Test)
{
    /// <summary>Train on the first so many, score the others. In the next fold, begin after as many as are scored, and so on: what was
    /// scored is trained on.</summary>
    public static Func<string[], int, Split> First(int count) => (stems, fold) =>
    {
        count = Math.Min(count, stems.Length);
        int begin = fold * (stems.Length - count) % Math.Max(1, stems.Length);
        string[] turned = [.. stems[begin..], .. stems[..begin]];
        return new Split(turned[..count], turned[count..]);
    };

    /// <summary>Train on those whose names begin one way, score those that begin another way.</summary>
    public static Func<string[], int, Split> ByPrefix(string train, string test) => (stems, _) => new Split(
        Array.FindAll(stems, s => s.StartsWith(train, StringComparison.Ordinal)), Array.FindAll(stems, s => s.StartsWith(test, StringComparison.Ordinal)));

    /// <summary>Train on what is scored: no label is seen in training, so this is how an unsupervised method is used.</summary>
    public static Split SameImages(string[] stems, int fold) => new(stems, stems);

    /// <summary>Train on three quarters; on all of so few that a quarter would be nothing.</summary>
    public static Split ThreeQuarters(string[] stems, int fold) => stems.Length < 4 ? SameImages(stems, fold) : First(3 * stems.Length / 4)(stems, fold);
}
