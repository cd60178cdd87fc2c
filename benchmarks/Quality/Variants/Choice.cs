namespace Cellulus.Benchmarks.Quality;

/// <summary>Something the library chooses without labels, beside what labels would choose.</summary>
/// <param name="What">What is chosen.</param>
/// <param name="Candidates">Names of the variants that labels could choose, besides the default.</param>
internal sealed record Choice(string What, params string[] Candidates)
{
    public static IReadOnlyList<Choice> All { get; } =
    [
        new("bandwidth", "bandwidth 0.35", "bandwidth 0.5", "bandwidth 0.7"),
        new("refiners", "no confidence filter", "no contrast borders", "textured"),
        new("clusterer", "greedy"),
    ];
}
