namespace Cellulus.Imaging;

/// <summary>Reads files of labels: indices of palettes are labels, and no time point is passed over.</summary>
internal static class LabelReader
{
    /// <summary>Reads a file; of a palette the indices, unless the options ask for colours.</summary>
    /// <exception cref="ImageFileException">The file cannot be read, or holds several images, and none is asked for.</exception>
    public static StoredImage Read(string path, TiffReadOptions? tiff, CancellationToken cancellationToken)
    {
        TiffReadOptions options = tiff ?? new TiffReadOptions();
        StoredImage stored = ImageFile.ReadStored(path, options.Palette == PaletteReading.Auto ? options with { Palette = PaletteReading.Indices } : options, cancellationToken);
        return stored.SeriesCount == 1 || options.Series is not null ? stored : throw new ImageFileException(
            path, $"holds {stored.SeriesCount} images; which of them are the labels is said with {nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Series)}.");
    }

    /// <summary>The labels of each time point.</summary>
    /// <exception cref="ImageFileException">The values are no labels.</exception>
    public static IReadOnlyList<LabelImage> Frames(string path, StoredImage stored) => FileAccessGuard.Run(
        path, "cannot be used as labels", LabelImage[] () => [.. Enumerable.Range(0, stored.Frames).Select(stored.ToLabels)]);

    /// <summary>What there must be one of.</summary>
    /// <exception cref="ImageFileException">There are several time points.</exception>
    public static T One<T>(string path, IReadOnlyList<T> frames) => frames.Count == 1 ? frames[0] : throw new ImageFileException(
        path, $"holds {frames.Count} time points where one is expected. Save each in a file of its own, as the labels of a time-lapse are written.");
}
