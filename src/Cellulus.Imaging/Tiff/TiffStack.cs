namespace Cellulus.Imaging;

/// <summary>
/// A TIFF file understood but not yet decoded: its pages, what they stand for, and the shape of the whole. Pages are decoded
/// one at a time through <see cref="OpenPage"/>.
/// </summary>
internal sealed class TiffStack
{
    private readonly TiffInput _input;
    private readonly List<TiffDirectory> _directories;
    private readonly bool _expandPalette;
    private readonly TiffPageLayout _layout;
    private readonly ulong _contiguousPageBytes;
    private readonly HashSet<TiffDirectory> _opened = [];
    private UInt128 _compressedBytes;

    private TiffStack(TiffInput input, TiffReadOptions options)
    {
        _input = input;
        _directories = TiffDirectoryChain.Read(input);
        TiffDirectory first = _directories[0];
        string? description = first.Text(TiffTag.ImageDescription);
        ImageJDescription? imageJ = ImageJDescription.Parse(description);
        _expandPalette = options.Palette == PaletteReading.Auto ? imageJ is null : options.Palette == PaletteReading.Colour;
        _layout = TiffPageLayout.Read(first, input, _expandPalette);

        TifffileDescription? tifffile = TifffileDescription.Parse(description);
        int pages = _directories.Count;
        int images = imageJ?.Images ?? (tifffile is { IsTruncated: true } ? tifffile.PagesOf((long)_layout.Width * _layout.Height * _layout.SamplesPerPixel) : 1);
        if (pages == 1 && images > 1 && TiffSegmentTable.Read(first, input, _layout) is { IsOnePiece: true } table)
        {
            // Big stacks can have one directory, and all images one after the other.
            bool isWhole = (UInt128)table.Start + (UInt128)_layout.StoredBytes * (ulong)images <= input.Length;
            if (isWhole)
            {
                pages = images;
                _contiguousPageBytes = _layout.StoredBytes;
            }
            else if (options.Pages == PageAxis.Auto)
            {
                throw input.Fail($"its description tells of {images} images, but the file ends at byte {input.Length} before the last; it is cut off. Copy or export it again.");
            }
        }
        CheckPagesAlike();

        try
        {
            OmeDescription? ome = ReadOme(description, options.Pages);
            Axes = ReadAxes(options.Pages, pages, imageJ, tifffile, ome);
            PixelSize = ome?.PixelSize()
                ?? imageJ?.PixelSize(first.Reciprocal(TiffTag.XResolution), first.Reciprocal(TiffTag.YResolution))
                ?? TiffResolution.Read(first);
        }
        catch (InvalidDataException e)
        {
            throw input.Fail($"{e.Message}; say what its pages are with {nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Pages)}, or export it again.", e);
        }
        input.IsOpened = true;
    }

    /// <summary>What the pages stand for.</summary>
    public TiffAxes Axes { get; }

    /// <summary>Extent of one channel of one frame.</summary>
    public ImageShape Shape => new(Axes.Slices, _layout.Height, _layout.Width);

    /// <summary>Channels of one page.</summary>
    public int PageChannels => _layout.Channels;

    /// <summary>Channels of a frame: those of a page times those that are pages.</summary>
    public int Channels => Axes.Channels * _layout.Channels;

    public PixelType Type => _layout.Type;

    public PixelSize? PixelSize { get; }

    /// <exception cref="ImageFileException">This is no TIFF file, or one that is not read.</exception>
    public static TiffStack Open(Stream stream, string path, TiffReadOptions options) => new(new TiffInput(stream, path), options);

    /// <summary>Samples of the whole as the length of one array.</summary>
    /// <exception cref="ImageFileException">One array cannot hold them; single pages can still be read.</exception>
    public int RequireSampleCount()
    {
        UInt128 count = (UInt128)(ulong)Shape.PixelCount * (ulong)Axes.Channels * (ulong)_layout.Channels * (ulong)Axes.Frames;
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
    /// <param name="page">Number of the page in the file.</param>
    /// <param name="cacheBytes">Memory for decoded segments that the reader keeps.</param>
    public TiffPageReader OpenPage(int page, long cacheBytes = 0)
    {
        if (_contiguousPageBytes > 0)
        {
            TiffSegmentTable table = TiffSegmentTable.Read(_directories[0], _input, _layout).Shifted((ulong)page * _contiguousPageBytes);
            return new TiffPageReader(_input, _layout, table, cacheBytes);
        }
        TiffDirectory directory = _directories[page];
        TiffPageLayout layout = page == 0 ? _layout : TiffPageLayout.Read(directory, _input, _expandPalette);
        return new TiffPageReader(_input, layout, Counted(directory, TiffSegmentTable.Read(directory, _input, layout)), cacheBytes);
    }

    /// <summary>Pages may share what they are decompressed from, as blank tiles do; a file made to be slow shares a large piece among very many.</summary>
    private TiffSegmentTable Counted(TiffDirectory directory, TiffSegmentTable table)
    {
        if (_opened.Add(directory) && (_compressedBytes += table.CompressedBytes) > (UInt128)_input.Length * TiffInput.MostRepeated)
            throw _input.Fail($"its strips or tiles share their bytes more than {TiffInput.MostRepeated} times; the file is damaged.");
        return table;
    }

    private static OmeDescription? ReadOme(string? description, PageAxis said)
    {
        try
        {
            return OmeDescription.Parse(description);
        }
        catch (InvalidDataException) when (said != PageAxis.Auto)
        {
            return null;
        }
    }

    private TiffAxes ReadAxes(PageAxis said, int pages, ImageJDescription? imageJ, TifffileDescription? tifffile, OmeDescription? ome)
    {
        if (said != PageAxis.Auto)
            return TiffAxes.Along(said, pages);
        if (ome is not null)
            return ome.Axes(pages, _layout.SamplesPerPixel);
        if (imageJ is not null && (imageJ.Axes(pages, _layout.Channels) is { } axes))
            return axes;
        if (imageJ?.Images > 1)
            throw new InvalidDataException($"its ImageJ description tells of {imageJ.Images} images, which disagrees with its {pages} page(s)");
        return tifffile?.Axes(pages)
            ?? TiffAxes.Along(pages <= 4 && _layout.Channels == 1 ? PageAxis.Channels : PageAxis.Slices, pages);
    }

    private void CheckPagesAlike()
    {
        UInt128 stored = _layout.StoredBytes;
        UInt128 segments = _layout.SegmentCount;
        UInt128 most = (UInt128)_input.Length * TiffCodec.LargestExpansion(_layout.Compression);
        for (int page = 1; page < _directories.Count; page++)
        {
            TiffPageLayout layout = TiffPageLayout.Read(_directories[page], _input, _expandPalette);
            if (!layout.Matches(_layout))
                throw _input.Fail($"its pages differ: page 1 is {_layout}, page {page + 1} is {layout}. Save each kind in a file of its own.");
            stored += layout.StoredBytes;
            segments += layout.SegmentCount;
            most = UInt128.Max(most, (UInt128)_input.Length * TiffCodec.LargestExpansion(layout.Compression));
        }
        if (stored > most || segments > _input.Length)
            throw _input.Fail($"it announces {_directories.Count} pages of {_layout}, more than its {_input.Length} bytes can hold; the file is damaged.");
    }
}
