using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Cellulus.Imaging;

/// <summary>The OME-XML of an OME-TIFF file: axes, planes and pixel size of one of its images.</summary>
internal sealed class OmeDescription
{
    private readonly XElement _pixels;
    private readonly string? _fileId;

    private OmeDescription(XElement pixels, string? fileId, int seriesCount)
    {
        _pixels = pixels;
        _fileId = fileId;
        SeriesCount = seriesCount;
    }

    /// <summary>Images of which this file holds planes.</summary>
    public int SeriesCount { get; }

    /// <summary>Page of the first plane that a block names; those of an image differ from those of another.</summary>
    public int FirstPage => Blocks.Count > 0 && Attribute(Blocks[0], "IFD", 0) is >= 0 and var page ? page : 0;

    /// <summary>Samples of a pixel that are channels: those of a page where they make up the channels, else one.</summary>
    public int ChannelSamples(int samplesPerPixel) => Size("SizeC") % samplesPerPixel == 0 ? samplesPerPixel : 1;

    /// <summary>Planes of all axes.</summary>
    public Int128 Planes => (Int128)Size("SizeC") * Size("SizeZ") * Size("SizeT");

    private List<XElement> Blocks => [.. Children(_pixels, "TiffData").Where(block => IsInFile(block, _fileId))];

    /// <summary>Reads a description, or returns null when it is not OME-XML.</summary>
    /// <param name="description">The text of the first page.</param>
    /// <param name="series">Which of the images that the file holds; 0 if there are fewer, see <see cref="SeriesCount"/>.</param>
    /// <exception cref="InvalidDataException">It is OME-XML, but broken, or its pixels are described in another file.</exception>
    public static OmeDescription? Parse(string? description, int series = 0)
    {
        if (description is null || !description.AsSpan().TrimStart().StartsWith("<") || !description.Contains("<OME", StringComparison.Ordinal))
            return null;
        XElement root;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(description.TrimStart()), settings);
            root = XDocument.Load(reader).Root!;
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"its OME-XML is broken ({e.Message})", e);
        }
        if (root.Name.LocalName != "OME")
            return null;
        string? fileId = (string?)root.Attribute("UUID");
        XElement[] all = [.. Children(root, "Image").SelectMany(image => Children(image, "Pixels"))];
        // Files of one series can share their XML, which tells of the images of the others, too.
        XElement[] here = [.. all.Where(pixels => Children(pixels, "TiffData").ToArray() is var blocks && (blocks.Length == 0 || blocks.Any(block => IsInFile(block, fileId))))];
        XElement[] images = here.Length > 0 ? here : all;
        return images.Length == 0
            ? throw new InvalidDataException("its OME-XML describes no pixels; they are described in another file of its series")
            : new OmeDescription(images[series < images.Length ? series : 0], fileId, images.Length);
    }

    /// <summary>Axes and the page of every plane.</summary>
    /// <param name="pages">Pages in the file.</param>
    /// <param name="samplesPerPixel">Stored samples of a pixel, which OME counts as channels.</param>
    /// <exception cref="InvalidDataException">Sizes are wrong or planes are missing in this file.</exception>
    public TiffAxes Axes(int pages, int samplesPerPixel)
    {
        int channels = Size("SizeC"), slices = Size("SizeZ"), frames = Size("SizeT");
        int samples = ChannelSamples(samplesPerPixel);
        channels /= samples;
        if ((Int128)channels * slices * frames > pages)
            throw new InvalidDataException(
                $"its OME-XML names {channels} channels x {slices} slices x {frames} frames, but the file has {pages} pages; the rest lies in other files of its series");

        string order = (string?)_pixels.Attribute("DimensionOrder") ?? "XYCZT";
        if (order.Length != 5 || !order.StartsWith("XY", StringComparison.Ordinal) || order.Order().SequenceEqual("CTXYZ") is false)
            throw new InvalidDataException($"its OME-XML has the dimension order \"{order}\"");
        TiffAxes regular = TiffAxes.Regular(order[2..], channels, slices, frames);

        List<XElement> blocks = Blocks;
        return blocks.Count == 0 || blocks is [{ HasAttributes: false }]
            ? regular
            : new TiffAxes(channels, slices, frames, PagesOf(blocks, regular, pages, samples));
    }

    /// <summary>Size of a pixel, where the file tells it in a unit of length.</summary>
    public PixelSize? PixelSize()
    {
        double? x = Length("X"), y = Length("Y");
        return MicrometreUnits.IsLength(x) && MicrometreUnits.IsLength(y)
            ? new PixelSize(x!.Value, y!.Value, MicrometreUnits.Spacing(Length("Z")))
            : null;
    }

    /// <summary>
    /// Each TiffData block names a first page (IFD), a first plane (FirstC, FirstZ, FirstT) and how many planes follow in
    /// dimension order: one when it names a page, all when it does not.
    /// </summary>
    private static int[] PagesOf(List<XElement> blocks, TiffAxes regular, int pages, int samples)
    {
        int planes = regular.Pages.Length;
        // regular.Pages says the running number of a plane in dimension order; invert it to find planes by number.
        var planeOfNumber = new int[planes];
        for (int plane = 0; plane < planes; plane++)
            planeOfNumber[regular.Pages[plane]] = plane;

        int[] pageOf = [.. Enumerable.Repeat(-1, planes)];
        long named = 0;
        foreach (XElement block in blocks)
        {
            int ifd = Attribute(block, "IFD", 0);
            int c = Attribute(block, "FirstC", 0) / samples, z = Attribute(block, "FirstZ", 0), t = Attribute(block, "FirstT", 0);
            if (c >= regular.Channels || z >= regular.Slices || t >= regular.Frames)
                throw new InvalidDataException($"its OME-XML has a TiffData block for channel {c}, slice {z}, frame {t}, which do not exist");
            int number = regular.Pages[(t * regular.Channels + c) * regular.Slices + z];
            int count = Math.Min(Attribute(block, "PlaneCount", block.Attribute("IFD") is null ? planes : 1), planes - number);
            if ((named += count) > 2L * planes)
                throw new InvalidDataException($"its OME-XML names its {planes} planes again and again");
            for (int i = 0; i < count; i++)
            {
                if ((long)ifd + i >= pages)
                    throw new InvalidDataException($"its OME-XML names page {(long)ifd + i}, but the file has {pages} pages");
                pageOf[planeOfNumber[number + i]] = ifd + i;
            }
        }
        return pageOf.Contains(-1)
            ? throw new InvalidDataException($"its OME-XML tells the page of {pageOf.Count(p => p >= 0)} of {planes} planes; the rest lies in other files of its series")
            : pageOf;
    }

    // A block can name the file it is in by the UUID that the root of that file has.
    private static bool IsInFile(XElement block, string? fileId) =>
        fileId is null || Children(block, "UUID").All(uuid => uuid.Value.Trim() == fileId);

    private int Size(string name) =>
        Attribute(_pixels, name, 1) is > 0 and var size ? size : throw new InvalidDataException($"its OME-XML has {name} 0");

    private double? Length(string axis)
    {
        string? unit = (string?)_pixels.Attribute($"PhysicalSize{axis}Unit");
        return double.TryParse((string?)_pixels.Attribute($"PhysicalSize{axis}"), NumberStyles.Float, CultureInfo.InvariantCulture, out double size)
            ? size * (unit is null ? 1 : MicrometreUnits.Parse(unit))
            : null;
    }

    private static int Attribute(XElement element, string name, int absent)
    {
        if ((string?)element.Attribute(name) is not { } text)
            return absent;
        return int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new InvalidDataException($"its OME-XML has {name}=\"{text}\"");
    }

    private static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(e => e.Name.LocalName == name);
}
