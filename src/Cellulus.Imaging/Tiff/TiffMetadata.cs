namespace Cellulus.Imaging;

/// <summary>What a file says of its pages in the ways that programs of microscopes and of image analysis have for it.</summary>
internal sealed class TiffMetadata
{
    private readonly TiffDirectory _first;
    private readonly ImageJDescription? _imageJ;
    private readonly TifffileDescription? _tifffile;
    private readonly OmeDescription? _ome;
    private readonly LsmDescription? _lsm;

    private TiffMetadata(TiffDirectory first, TiffInput input, string? description, OmeDescription? ome)
    {
        _first = first;
        _ome = ome;
        _imageJ = ImageJDescription.Parse(description);
        _tifffile = TifffileDescription.Parse(description);
        _lsm = LsmDescription.Read(first, input);
        MetaMorph = MetaMorphDescription.Read(first, input);
    }

    /// <summary>What MetaMorph says; null for other files.</summary>
    public MetaMorphDescription? MetaMorph { get; }

    /// <summary>Reads all there is.</summary>
    /// <param name="first">The first page of the image.</param>
    /// <param name="input">The file.</param>
    /// <param name="description">The text that describes the image.</param>
    /// <param name="ome">The same as OME-XML, if it is that.</param>
    public static TiffMetadata Read(TiffDirectory first, TiffInput input, string? description, OmeDescription? ome) => new(first, input, description, ome);

    /// <summary>How samples become values.</summary>
    public TiffPageReading Reading(TiffReadOptions options) => new(
        options.Palette != PaletteReading.Auto ? options.Palette : _imageJ is null ? PaletteReading.Colour : PaletteReading.Indices,
        KeepColour: options.KeepColour || options.Palette == PaletteReading.Colour,
        KeepSamples: _lsm is not null || CountsSamples(),
        // ImageJ stores what it computes with; a zero that is white is how it displays that.
        Invert: _imageJ is null,
        _imageJ?.Calibration());

    /// <summary>Planes that a single directory stands for, one after the other.</summary>
    public int PlanesOfOnePage(TiffPageLayout layout) => MetaMorph?.Planes ?? _imageJ?.Images
        ?? (_tifffile is { IsTruncated: true } ? _tifffile.PagesOf((long)layout.Width * layout.Height * layout.SamplesPerPixel) : 1);

    /// <summary>The axes of the pages, or of their samples one by one; null where nothing is said.</summary>
    /// <exception cref="InvalidDataException">What is said does not fit the pages.</exception>
    public (TiffAxes Axes, bool SamplesApart)? ReadAxes(int pages, TiffPageLayout layout)
    {
        int samples = layout.SamplesPerPixel;
        if (_ome is not null)
        {
            bool apart = layout.IsPlanar && _ome.ChannelSamples(samples) != samples && _ome.Planes == (Int128)pages * samples && _ome.Planes <= int.MaxValue;
            return (apart ? _ome.Axes(pages * samples, 1) : _ome.Axes(pages, samples), apart);
        }
        if (_imageJ?.Axes(pages, layout.Channels) is { } axes)
            return (axes, false);
        if (_imageJ?.Images > 1)
            throw new InvalidDataException($"its ImageJ description tells of {_imageJ.Images} images, which disagrees with its {pages} page(s)");
        if (_lsm is not null)
            return (_lsm.Axes(pages), false);
        if (MetaMorph is { Planes: > 1 })
            return (TiffAxes.Along(MetaMorph.Axis, pages), false);
        return _tifffile?.Axes(pages, layout);
    }

    /// <summary>As <see cref="ReadAxes"/>, but null where what is said does not fit.</summary>
    public TiffAxes? TryReadAxes(int pages, TiffPageLayout layout)
    {
        try
        {
            return ReadAxes(pages, layout)?.Axes;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The size of a pixel.</summary>
    public PixelSize? PixelSize() => _ome?.PixelSize()
        ?? _imageJ?.PixelSize(_first.Reciprocal(TiffTag.XResolution), _first.Reciprocal(TiffTag.YResolution), _first.Has(TiffTag.ResolutionUnit) ? TiffResolution.Read(_first) : null)
        ?? _lsm?.PixelSize()
        ?? MetaMorph?.PixelSize()
        ?? TiffResolution.Read(_first);

    /// <summary>Planes of samples are channels where they are counted as such; interleaved ones may have alpha among them.</summary>
    private bool CountsSamples()
    {
        int samples = (int)Math.Min(_first.Unsigned(TiffTag.SamplesPerPixel, 1), ushort.MaxValue);
        return samples > 1 && _first.Unsigned(TiffTag.PlanarConfiguration, 1) == 2 && (_ome?.ChannelSamples(samples) == samples || _imageJ?.Channels == samples);
    }
}
