namespace Cellulus.Imaging;

/// <summary>Image formats that are not read here, known by name and content so that a refusal can tell the way out.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Extensions">What its files end in.</param>
/// <param name="Start">First bytes of its files, a dot for any byte; <see langword="null"/> if they tell nothing.</param>
/// <param name="IsOfMicroscopes">Whether microscopes write it, so that only their software and Bio-Formats read it.</param>
internal sealed record ForeignFormat(string Name, string[] Extensions, string? Start = null, bool IsOfMicroscopes = false)
{
    /// <summary>Bytes of a file that are enough to know it.</summary>
    public const int LongestStart = 12;

    private static readonly ForeignFormat[] s_all =
    [
        new("JPEG", [".jpg", ".jpeg", ".jpe", ".jfif"], "\u00FF\u00D8\u00FF"),
        new("BMP", [".bmp", ".dib"], "BM"),
        new("GIF", [".gif"], "GIF8"),
        new("WebP", [".webp"], "RIFF....WEBP"),
        new("JPEG 2000", [".jp2", ".j2k", ".jpf", ".jpx", ".jpc"], "\0\0\0\u000CjP"),
        new("HEIF or AVIF", [".heic", ".heif", ".avif"], "....ftyp"),
        new("JPEG XL", [".jxl"], "\0\0\0\u000CJXL "),
        new("OpenEXR", [".exr"], "\u0076\u002F\u0031\u0001"),
        new("PNM", [".pbm", ".pgm", ".ppm", ".pnm", ".pam"]),
        new("Zeiss CZI", [".czi"], "ZISRAWFILE", IsOfMicroscopes: true),
        new("Zeiss LSM", [".lsm"], IsOfMicroscopes: true),
        new("Zeiss ZVI", [".zvi"], IsOfMicroscopes: true),
        new("Nikon ND2", [".nd2"], "\u00DA\u00CE\u00BE\u000A", IsOfMicroscopes: true),
        new("Leica LIF", [".lif", ".lof", ".xlif"], "\u0070\0\0\0", IsOfMicroscopes: true),
        new("Olympus OIB or OIF", [".oib", ".oif"], "\u00D0\u00CF\u0011\u00E0", IsOfMicroscopes: true),
        new("Olympus VSI or OIR", [".vsi", ".oir", ".ets"], IsOfMicroscopes: true),
        new("Imaris or HDF5", [".ims", ".h5", ".hdf5"], "\u0089HDF", IsOfMicroscopes: true),
        new("MetaMorph STK", [".stk", ".nd"], IsOfMicroscopes: true),
        new("slide scanner", [".svs", ".ndpi", ".scn", ".mrxs", ".bif"], IsOfMicroscopes: true),
        new("DeltaVision or MRC", [".dv", ".r3d", ".mrc"], IsOfMicroscopes: true),
        new("Gatan DM", [".dm3", ".dm4"], IsOfMicroscopes: true),
        new("NRRD", [".nrrd", ".nhdr"], "NRRD", IsOfMicroscopes: true),
        new("NIfTI", [".nii"], IsOfMicroscopes: true),
        new("FITS", [".fits", ".fit"], "SIMPLE", IsOfMicroscopes: true),
        new("DICOM", [".dcm"], IsOfMicroscopes: true),
        new("NumPy", [".npy", ".npz"], "\u0093NUMPY", IsOfMicroscopes: true),
    ];

    /// <summary>What to do with such files.</summary>
    public string WayOut => IsOfMicroscopes
        ? "Export them as TIFF (OME-TIFF), with the program that made them or with Fiji (Bio-Formats)."
        : "Save them as TIFF or PNG, for instance with Fiji; in a program, Cellulus.OpenCv reads many of them.";

    /// <summary>The format that a file's name speaks of.</summary>
    public static ForeignFormat? OfName(string path) =>
        Array.Find(s_all, f => f.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase));

    /// <summary>The format that a file's first bytes speak of.</summary>
    public static ForeignFormat? OfContent(ReadOnlySpan<byte> start)
    {
        foreach (ForeignFormat format in s_all)
            if (format.Start is { } wanted && Matches(start, wanted))
                return format;
        return null;
    }

    /// <summary>Says of files that are no images here which formats are among them, and what to do; empty if none is known.</summary>
    public static string Describe(IEnumerable<string> paths)
    {
        (ForeignFormat Format, int Count, string First)[] known =
        [
            .. paths.Order(StringComparer.Ordinal).Select(path => (Format: OfName(path), Path: path)).Where(f => f.Format is not null)
                .GroupBy(f => f.Format!).Select(g => (g.Key, g.Count(), Path.GetFileName(g.First().Path))).OrderByDescending(f => f.Item2),
        ];
        if (known.Length == 0)
            return "";
        string files = string.Join(" and ", known.Select(f => $"{f.Count} {f.Format.Name} file{(f.Count == 1 ? "" : "s")} ({f.First}{(f.Count == 1 ? "" : ", ...")})"));
        return $" There {(known[0].Count == 1 && known.Length == 1 ? "is" : "are")} {files}, not read here. {string.Join(" ", known.Select(f => f.Format.WayOut).Distinct())}";
    }

    private static bool Matches(ReadOnlySpan<byte> start, string wanted)
    {
        if (start.Length < wanted.Length)
            return false;
        for (int i = 0; i < wanted.Length; i++)
            if (wanted[i] != '.' && wanted[i] != start[i])
                return false;
        return true;
    }
}
