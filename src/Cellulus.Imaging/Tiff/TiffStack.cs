namespace Cellulus.Imaging;

/// <summary>
/// A TIFF file understood but not yet decoded: its pages, what they stand for, and the shape of the whole. Pages are decoded
/// one at a time through <see cref="OpenPage"/>.
/// </summary>
internal sealed class TiffStack
{
    private readonly TiffInput _input;
    private readonly List<TiffDirectory> _directories;
    private readonly TiffPageReading _reading;
    private readonly TiffPageLayout _layout;
    private readonly ulong _contiguousPageBytes;
    private readonly HashSet<TiffDirectory> _opened = [];
    private UInt128 _compressedBytes;

    // The samples of a pixel are planes of their own: slices, time points or channels that the description names.
    private readonly bool _samplesApart;

    private TiffStack(TiffInput input, TiffReadOptions options)
    {
        _input = input;
        _directories = TiffDirectoryChain.Read(input);
        string? description = _directories[0].Text(TiffTag.ImageDescription);
        int series = options.Series ?? 0;
        try
        {
            OmeDescription? ome = ReadOme(description, series, isOptional: IsSaid(options));
            if (ome is null && TifffileDescription.Series(_directories, input) is { Count: > 1 } shaped)
            {
                SeriesCount = shaped.Count;
                _directories = shaped[Math.Min(series, SeriesCount - 1)];
                description = _directories[0].Text(TiffTag.ImageDescription);
            }
            SeriesCount = ome?.SeriesCount ?? SeriesCount;
            if (series >= SeriesCount)
                throw input.Fail($"it holds {SeriesCount} image(s); {nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Series)} asks for another one.");
            TiffDirectory first = _directories[ome is { FirstPage: var page } && page < _directories.Count ? page : 0];
            var metadata = TiffMetadata.Read(first, input, description, ome);
            _reading = metadata.Reading(options);
            _layout = TiffPageLayout.Read(first, input, _reading);
            if (_layout.Colour.Palette is not null && _directories.Exists(HasOtherPalette))
            {
                // A gray palette among colour ones is a colour palette, too.
                _reading = _reading with { KeepColour = true };
                _layout = TiffPageLayout.Read(first, input, _reading);
            }
            int pages = _directories.Count;
            _contiguousPageBytes = PlanesOfOnePage(metadata, isOptional: IsSaid(options), ref pages);
            (Axes, _samplesApart) = ReadAxes(options, pages, metadata);
            CheckPagesAlike();
            PixelSize = options.PixelSizeOr(metadata.PixelSize());
        }
        catch (InvalidDataException e)
        {
            throw input.Fail($"{e.Message}; say what its pages are with {nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Axes)}, or export it again.", e);
        }
        input.IsOpened = true;
    }

    /// <summary>Images in the file, of which this is one.</summary>
    public int SeriesCount { get; } = 1;

    /// <summary>Channels are red, green and blue, and may turn out to be gray.</summary>
    public bool IsColour => _layout.Colour.IsRgb && !_samplesApart && Axes.Channels == 1 && !_reading.KeepColour;

    /// <summary>Red, green and blue of every index where the indices are the data; null where there are none.</summary>
    public byte[]? UnusedPalette => _layout.Colour.UnusedPalette;

    /// <summary>What the pages stand for.</summary>
    public TiffAxes Axes { get; }

    /// <summary>Extent of one channel of one frame.</summary>
    public ImageShape Shape => new(Axes.Slices, _layout.Height, _layout.Width);

    /// <summary>Channels of one page.</summary>
    public int PageChannels => _samplesApart ? 1 : _layout.Channels;

    /// <summary>Channels of a frame: those of a page times those that are pages.</summary>
    public int Channels => Axes.Channels * PageChannels;

    public PixelType Type => _layout.Type;

    public PixelSize? PixelSize { get; }

    /// <exception cref="ImageFileException">This is no TIFF file, or one that is not read.</exception>
    public static TiffStack Open(Stream stream, string path, TiffReadOptions options) => new(new TiffInput(stream, path), options);

    /// <summary>Samples of the whole as the length of one array.</summary>
    /// <exception cref="ImageFileException">One array cannot hold them; single pages can still be read.</exception>
    public int RequireSampleCount()
    {
        UInt128 count = (UInt128)(ulong)Shape.PixelCount * (ulong)Channels * (ulong)Axes.Frames;
        return count <= (ulong)Array.MaxLength
            ? (int)count
            : throw _input.Fail($"its {Shape} pixels, {Channels} channels and {Axes.Frames} frames do not fit in memory as one piece (limit {Array.MaxLength} samples); split the file.");
    }

    /// <summary>
    /// Looks whether an image that is far larger than its file is there, before memory is taken for it; then it is decompressed twice.
    /// </summary>
    /// <param name="bytes">What the image takes.</param>
    /// <exception cref="ImageFileException">A segment holds less than it announces.</exception>
    public void CheckPlausible(long bytes)
    {
        if (!TiffInput.IsImplausible(bytes, _input.Length))
            return;
        foreach (int page in Axes.Pages.Distinct())
            OpenPage(page).Check();
    }

    /// <summary>A reader of one page.</summary>
    /// <param name="page">Number of the page as <see cref="Axes"/> counts them.</param>
    /// <param name="cacheBytes">Memory for decoded segments that the reader keeps.</param>
    public TiffPageReader OpenPage(int page, long cacheBytes = 0)
    {
        int? sample = _samplesApart ? page % _layout.SamplesPerPixel : null;
        int number = DirectoryOf(page);
        TiffDirectory directory = _directories[_contiguousPageBytes > 0 ? 0 : number];
        TiffPageLayout layout = TiffPageLayout.Read(directory, _input, _reading);
        TiffSegmentTable table = TiffSegmentTable.Read(directory, _input, layout);
        return new TiffPageReader(
            _input, layout, _contiguousPageBytes > 0 ? table.Shifted((ulong)number * _contiguousPageBytes) : Counted(directory, table), cacheBytes, sample);
    }

    /// <summary>Pages may share what they are decompressed from, as blank tiles do; a file made to be slow shares a large piece among very
    /// many.</summary>
    private TiffSegmentTable Counted(TiffDirectory directory, TiffSegmentTable table)
    {
        if (_opened.Add(directory) && (_compressedBytes += table.CompressedBytes) > (UInt128)_input.Length * TiffInput.MostRepeated)
            throw _input.Fail($"its strips or tiles share their bytes more than {TiffInput.MostRepeated} times; the file is damaged.");
        return table;
    }

    private bool HasOtherPalette(TiffDirectory page) =>
        TiffPageLayout.Read(page, _input, _reading).Colour is { Palette: not null } colour && colour.PaletteChannels != _layout.Colour.PaletteChannels;

    private int DirectoryOf(int page) => _samplesApart ? page / _layout.SamplesPerPixel : page;

    private static bool IsSaid(TiffReadOptions options) => options.Axes is not null || options.Pages != PageAxis.Auto;

    private static OmeDescription? ReadOme(string? description, int series, bool isOptional)
    {
        try
        {
            return OmeDescription.Parse(description, series);
        }
        catch (InvalidDataException) when (isOptional)
        {
            return null;
        }
    }

    /// <summary>Big stacks can have one directory, and all planes one after the other.</summary>
    /// <returns>Bytes of a plane; 0 where every page has a directory.</returns>
    private ulong PlanesOfOnePage(TiffMetadata metadata, bool isOptional, ref int pages)
    {
        int planes = pages == 1 ? metadata.PlanesOfOnePage(_layout) : 1;
        if (planes <= 1)
            return 0;
        bool isMetaMorph = metadata.MetaMorph is not null;
        if (TiffSegmentTable.Read(_directories[0], _input, _layout) is not { IsOnePiece: true } table)
        {
            return !isMetaMorph ? 0UL : throw _input.Fail(
                $"it is a MetaMorph stack of {planes} planes that are compressed or lie apart, which is not read; save it as a TIFF with a page for each plane, for instance with ImageJ.");
        }
        bool isWhole = (UInt128)table.Start + (UInt128)_layout.StoredBytes * (ulong)planes <= _input.Length;
        if (!isWhole)
        {
            return isOptional ? 0UL : throw _input.Fail(
                $"its {(isMetaMorph ? "MetaMorph tag" : "description")} tells of {planes} images, but the file ends at byte {_input.Length} before the last; it is cut off. Copy or export it again.");
        }
        pages = planes;
        return _layout.StoredBytes;
    }

    private (TiffAxes Axes, bool SamplesApart) ReadAxes(TiffReadOptions options, int pages, TiffMetadata metadata)
    {
        if (options.Axes is not null)
        {
            SaidAxes said = SaidAxes.Parse(options.Axes)!;
            bool apart = _layout.IsPlanar && !said.KeepsSamples;
            int planes = (int)Math.Min(apart ? (long)pages * _layout.SamplesPerPixel : pages, int.MaxValue);
            return (said.Of(planes, metadata.TryReadAxes(pages, _layout)), apart);
        }
        if (options.Pages != PageAxis.Auto)
            return (TiffAxes.Along(options.Pages, pages), false);
        return metadata.ReadAxes(pages, _layout) ?? (TiffAxes.Along(pages <= 4 && _layout.Channels == 1 ? PageAxis.Channels : PageAxis.Slices, pages), false);
    }

    private void CheckPagesAlike()
    {
        if (_contiguousPageBytes > 0)
            return;
        int[] pages = [.. Axes.Pages.Select(DirectoryOf).Distinct()];
        UInt128 stored = 0, segments = 0, most = 0;
        foreach (int page in pages)
        {
            TiffPageLayout layout = TiffPageLayout.Read(_directories[page], _input, _reading);
            if (!layout.Matches(_layout))
                throw _input.Fail($"its pages differ: page {pages[0] + 1} is {_layout}, page {page + 1} is {layout}. Save each kind in a file of its own.");
            stored += layout.StoredBytes;
            segments += layout.SegmentCount;
            most = UInt128.Max(most, (UInt128)_input.Length * TiffCodec.LargestExpansion(layout.Compression));
        }
        if (segments > _input.Length || (stored > most && !TiffFill.IsPlausible(stored, _input, pages.Select(page => _directories[page]))))
            throw _input.Fail($"it announces {pages.Length} pages of {_layout}, more than its {_input.Length} bytes can hold; the file is damaged.");
    }
}
