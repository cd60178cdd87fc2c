using Cellulus.Imaging;

namespace Cellulus.Benchmarks.Quality;

/// <summary>Finds data sets: folders that hold the folders images and labels.</summary>
internal static class DataSetFinder
{
    /// <summary>The environment variable that names the folder of data sets; the tests look there too.</summary>
    public const string Variable = "CELLULUS_DATA";

    /// <summary>Finds the sets of a folder: those with a rule in their order, then others by name.</summary>
    /// <param name="folder">A folder of data sets, or one data set.</param>
    /// <param name="names">Only these; <see langword="null"/> for all.</param>
    /// <param name="maxTest">Score only so many images of each, spread evenly; <see langword="null"/> for all.</param>
    /// <param name="fold">Which part of the sets that are split by order is scored; see <see cref="Split.First"/>.</param>
    /// <exception cref="ImageFileException">There is no set, one that was named is not there, or one has no images.</exception>
    public static IReadOnlyList<DataSet> Find(string? folder, IReadOnlyList<string>? names, int? maxTest, int fold = 0)
    {
        if (string.IsNullOrEmpty(folder))
            throw new ImageFileException("(no folder)", $"name a folder of data sets, or set {Variable}.");
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(folder))
            throw new ImageFileException(folder, "there is no such folder.");
        string[] found = IsSet(folder) ? [folder] : [.. Directory.EnumerateDirectories(folder).Where(IsSet).OrderBy(Order).ThenBy(f => f, StringComparer.Ordinal)];
        if (names?.FirstOrDefault(n => !found.Any(f => Path.GetFileName(f) == n)) is { } missing)
            throw new ImageFileException(folder, $"holds no data set {missing}, but {string.Join(", ", found.Select(Path.GetFileName))}.");
        if (found.Length == 0)
            throw new ImageFileException(folder, "holds no data set. A data set is a folder with the folders images and labels.");
        return [.. found.Where(f => names is null || names.Contains(Path.GetFileName(f))).Select(f => Open(f, maxTest, fold))];
    }

    private static bool IsSet(string folder) => Directory.Exists(Path.Combine(folder, "images")) && Directory.Exists(Path.Combine(folder, "labels"));

    private static int Order(string folder)
    {
        string name = Path.GetFileName(folder);
        return DataSetRule.Known.TakeWhile(r => r.Name != name).Count();
    }

    private static DataSet Open(string folder, int? maxTest, int fold)
    {
        DataSetRule rule = DataSetRule.For(Path.GetFileName(folder));
        Dictionary<string, string> paths = ImageFile.Find(Path.Combine(folder, "images")).ToDictionary(p => Path.GetFileNameWithoutExtension(p));
        string[] stems = [.. paths.Keys.Order(StringComparer.Ordinal)];
        Split split = rule.Split(stems, fold);
        if (split.Train.Length == 0 || split.Test.Length == 0)
            throw new ImageFileException(folder, $"its {stems.Length} images leave none to train on or none to score.");
        return new DataSet(rule.Name, folder, Paths(split.Train), Paths(Spread(split.Test, maxTest)), rule.MinTrueSize);

        IReadOnlyList<string> Paths(string[] chosen) => [.. chosen.Select(s => paths[s])];
    }

    private static string[] Spread(string[] stems, int? most) =>
        most is not { } count || stems.Length <= count ? stems : [.. Enumerable.Range(0, count).Select(i => stems[i * stems.Length / count])];
}
