namespace Cellulus.Imaging;

/// <summary>
/// The layouts of pages that were read, all in one way. Pages that say the same, with values at the same place of the file, share one: a file
/// can let thousands of pages refer to one long value, which would be read and kept for each.
/// </summary>
internal sealed class TiffLayouts
{
    private readonly Dictionary<TiffDirectory, TiffPageLayout> _layouts = [];
    private TiffPageReading? _reading;
    private (TiffDirectory Directory, TiffTag[] Tags, TiffPageLayout Layout)? _last;

    /// <summary>The layout of a page.</summary>
    /// <param name="directory">Its directory.</param>
    /// <param name="reading">How it is read; another way forgets what was read before.</param>
    /// <param name="read">Reads it from the directory, and from nothing else that differs between pages.</param>
    /// <exception cref="ImageFileException">It cannot be read.</exception>
    public TiffPageLayout Of(TiffDirectory directory, TiffPageReading reading, Func<TiffPageLayout> read)
    {
        if (reading != _reading)
        {
            _layouts.Clear();
            (_reading, _last) = (reading, null);
        }
        if (_layouts.TryGetValue(directory, out TiffPageLayout? known))
            return known;
        if (_last is { } last && directory.SaysTheSame(last.Directory, last.Tags))
            return _layouts[directory] = last.Layout;
        TiffPageLayout? layout = null;
        TiffTag[] tags = directory.TagsAskedBy(() => layout = read());
        _last = (directory, tags, layout!);
        return _layouts[directory] = layout!;
    }
}
