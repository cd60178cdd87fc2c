namespace Cellulus.Benchmarks.Quality;

/// <summary>What the folder of a data set does not say. Pixel values are always taken as they are stored.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Split">From sorted stems and the number of a fold to those for training and those for scoring.</param>
/// <param name="MinTrueSize">True objects of fewer pixels are specks of the annotation and are ignored.</param>
internal sealed record DataSetRule(string Name, Func<string[], int, Split> Split, int MinTrueSize = DataSetRule.DefaultMinTrueSize)
{
    private const int DefaultMinTrueSize = 10;

    /// <summary>The sets with a split of their own.</summary>
    public static IReadOnlyList<DataSetRule> Known { get; } =
    [
        new("dsb-fluo-256", Quality.Split.First(45)),
        new("dsb-fluo-520", Quality.Split.First(30)),
        new("ctc-fluo-n2dh-sim+", Quality.Split.ByPrefix("sim-01-", "sim-02-")),
        new("codex-tissue-2ch", Quality.Split.First(18)),
        new("3d-mouse-embryo-nuclei", Quality.Split.SameImages),
        new("3d-stardist-synthetic", Quality.Split.SameImages),
    ];

    /// <summary>The rule of a folder; one that is not known is split three to one.</summary>
    public static DataSetRule For(string name) => Known.FirstOrDefault(r => r.Name == name) ?? new DataSetRule(name, Quality.Split.ThreeQuarters);
}
