namespace Cellulus.Imaging;

/// <summary>
/// The layouts of pages that were read. Pages that say the same, with values at the same place of the file, share one: a file can let thousands of
/// pages refer to one long value, which would be read and kept for each.
/// </summary>
internal sealed class TiffLayouts(TiffInput input)
{
    private readonly Dictionary<TiffDirectory, TiffPageLayout> _layouts = [];
    private (TiffDirectory Directory, TiffTag[] Tags, TiffPageLayout Layout)? _last;
    private ulong _valueBytes;

    /// <summary>The layout of a page.</summary>
    /// <param name="directory">Its directory.</param>
    /// <param name="read">Reads it from the directory, and from nothing else that differs between pages.</param>
    /// <exception cref="ImageFileException">It cannot be read, or the values of all pages together are more than the file.</exception>
    public TiffPageLayout Of(TiffDirectory directory, Func<TiffPageLayout> read)
    {
        if (_layouts.TryGetValue(directory, out TiffPageLayout? known))
            return known;
        if (_last is { } last && directory.SaysTheSame(last.Directory, last.Tags))
            return _layouts[directory] = last.Layout;
        ulong before = input.BytesRead;
        TiffPageLayout? layout = null;
        TiffTag[] tags = directory.TagsAskedBy(() => layout = read());
        if ((_valueBytes += input.BytesRead - before) > input.Length)
            throw input.Fail("the descriptions of its pages share their values and take more than the file together; it is damaged.");
        _last = (directory, tags, layout!);
        return _layouts[directory] = layout!;
    }
}
