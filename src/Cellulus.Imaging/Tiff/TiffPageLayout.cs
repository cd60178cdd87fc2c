namespace Cellulus.Imaging;

/// <summary>
/// Size, coding and segments (strips or tiles) of one page; every number is checked against the length of the file.
/// A segment is <see cref="SegmentHeight"/> rows of <see cref="SegmentWidth"/> pixels; the last strip has the rows that are left.
/// </summary>
internal sealed class TiffPageLayout
{
    // Uncompressed pages in one piece are read as strips of this size, so that a region or a 10 GB stack needs no more memory.
    private const ulong UncompressedStripBytes = 1 << 20;

    private TiffPageLayout(TiffDirectory directory, TiffInput input, TiffPageReading reading)
    {
        Width = Extent(directory, input, TiffTag.ImageWidth);
        Height = Extent(directory, input, TiffTag.ImageLength);

        ulong samples = directory.Unsigned(TiffTag.SamplesPerPixel, 1);
        if (samples is 0 or > ushort.MaxValue)
            throw input.Fail($"it announces {samples} samples a pixel; the file is damaged.");
        SamplesPerPixel = (int)samples;
        Coding = ReadCoding(directory, input, SamplesPerPixel);
        Type = Coding.Type ?? throw input.Fail(
            $"its samples ({Coding.Format.ToString().ToLowerInvariant()}, {Coding.Bits} bits) are of a kind that is not read; save the image with 8-, 16- or 32-bit samples.");
        IsPlanar = SamplesPerPixel > 1 && directory.Unsigned(TiffTag.PlanarConfiguration, 1) == 2;
        StoredType = Type;
        Colour = TiffColour.Read(directory, input, SamplesPerPixel, Coding, reading);
        Inverts = Colour.IsWhiteZero && reading.Invert && Coding.Format != TiffSampleFormat.Float;
        if (Colour.Palette is not null)
            Type = PixelType.UInt8;
        else if (!Colour.IsRgb && reading.Calibration is { } calibration && calibration.TypeOf(Type) is { } calibrated)
            (Calibration, Type) = (calibration, calibrated);

        Compression = (int)Math.Min(directory.Unsigned(TiffTag.Compression, TiffCodec.None), int.MaxValue);
        if (!TiffCodec.IsRead(Compression))
            throw input.Fail($"its compression ({TiffCodec.Name(Compression)}, code {Compression}) is not read; save the image uncompressed, or with LZW or deflate (ZIP) compression.");
        Predictor = ReadPredictor(directory, input);
        ReversesBits = directory.Unsigned(TiffTag.FillOrder, 1) == 2;

        IsTiled = directory.Has(TiffTag.TileWidth);
        SegmentWidth = IsTiled ? Extent(directory, input, TiffTag.TileWidth) : Width;
        StoredSegmentHeight = IsTiled
            ? Extent(directory, input, TiffTag.TileLength)
            : (int)Math.Min(Math.Max(directory.Unsigned(TiffTag.RowsPerStrip, uint.MaxValue), 1), (ulong)Height);
        SegmentHeight = StoredSegmentHeight;
        CheckSize(input, directory);
        FillValue = TiffFill.Read(directory, Coding, input);
        if (Compression == TiffCodec.None && !IsTiled && StoredSegmentHeight == Height)
            SegmentHeight = (int)Math.Clamp(UncompressedStripBytes / StoredRowBytes, 1, (ulong)Height);
    }

    public int Width { get; }
    public int Height { get; }

    /// <summary>Stored samples of a pixel, alpha among them.</summary>
    public int SamplesPerPixel { get; }

    public TiffSampleCoding Coding { get; }
    public TiffColour Colour { get; }

    /// <summary>Type of the samples before a palette or calibration.</summary>
    public PixelType StoredType { get; }

    /// <summary>Type of the samples that come out.</summary>
    public PixelType Type { get; }

    /// <summary>Zero is white: samples are turned, so that the largest is.</summary>
    public bool Inverts { get; }

    /// <summary>What samples stand for; null for themselves.</summary>
    public ImageJCalibration? Calibration { get; }

    /// <summary>A sample of segments that were left out, in the machine's byte order; empty for zero.</summary>
    public byte[] FillValue { get; }

    /// <summary>Each sample has segments of its own.</summary>
    public bool IsPlanar { get; }

    public int Compression { get; }
    public int Predictor { get; }

    /// <summary>The bits of every stored byte are in reverse order.</summary>
    public bool ReversesBits { get; }

    public bool IsTiled { get; }
    public int SegmentWidth { get; }
    public int SegmentHeight { get; }

    /// <summary>Rows of a segment as the file has it; more than <see cref="SegmentHeight"/> for a page in one piece.</summary>
    public int StoredSegmentHeight { get; }

    public int Channels => Colour.Channels;
    public int Planes => IsPlanar ? SamplesPerPixel : 1;
    public int SegmentsAcross => (int)(((long)Width + SegmentWidth - 1) / SegmentWidth);
    public int SegmentsDown => (int)(((long)Height + SegmentHeight - 1) / SegmentHeight);
    public long SegmentsPerPlane => (long)SegmentsAcross * SegmentsDown;

    /// <summary>Segments of all planes.</summary>
    public ulong SegmentCount => (ulong)SegmentsPerPlane * (ulong)Planes;

    /// <summary>Samples of a pixel within a segment, as stored.</summary>
    public int SegmentSamples => IsPlanar ? 1 : SamplesPerPixel;

    /// <summary>Bytes of one row of a segment, as stored but decompressed.</summary>
    public ulong StoredRowBytes => ((ulong)SegmentWidth * (ulong)SegmentSamples * (ulong)Coding.Bits + 7) / 8;

    /// <summary>Bytes of the whole page when its segments are decompressed.</summary>
    public ulong StoredBytes =>
        StoredRowBytes * (ulong)SegmentsAcross * (ulong)(IsTiled ? (long)SegmentsDown * SegmentHeight : Height) * (ulong)Planes;

    /// <exception cref="ImageFileException">The directory describes no image that can be read.</exception>
    public static TiffPageLayout Read(TiffDirectory directory, TiffInput input, TiffPageReading reading) =>
        input.Layouts.Of(directory, reading, () => new TiffPageLayout(directory, input, reading));

    /// <summary>Rows of a segment: fewer for the last strip of a plane.</summary>
    public int RowsOf(int segment)
    {
        if (IsTiled)
            return SegmentHeight;
        int row = segment % SegmentsDown * SegmentHeight;
        return Math.Min(SegmentHeight, Height - row);
    }

    /// <summary>Pages that can be stacked: same size, type and channels.</summary>
    public bool Matches(TiffPageLayout other) =>
        (Width, Height, Type, Channels) == (other.Width, other.Height, other.Type, other.Channels);

    public override string ToString() => $"{Width} x {Height} {Type}, {Channels} channel(s)";

    private static int Extent(TiffDirectory directory, TiffInput input, TiffTag tag)
    {
        ulong value = directory.Unsigned(tag, 0);
        return value is > 0 and <= int.MaxValue
            ? (int)value
            : throw input.Fail($"its {tag} is {value}; it must be from 1 to {int.MaxValue}. The file is damaged.");
    }

    private static TiffSampleCoding ReadCoding(TiffDirectory directory, TiffInput input, int samplesPerPixel)
    {
        ulong bits = Common(TiffTag.BitsPerSample, 1);
        ulong format = Common(TiffTag.SampleFormat, 1);
        if (bits is 0 or > 128 || format is 0 or > 6)
            throw input.Fail($"it announces samples of {bits} bits in format {format}; the file is damaged.");
        return format switch
        {
            5 or 6 => throw input.Fail("its samples are complex numbers, which are not read; save the real part or the magnitude."),
            4 => new TiffSampleCoding(TiffSampleFormat.Unsigned, (int)bits),
            _ => new TiffSampleCoding((TiffSampleFormat)format, (int)bits),
        };

        ulong Common(TiffTag tag, ulong absent)
        {
            ulong[] values = directory.UnsignedValues(tag, samplesPerPixel);
            if (values.Length == 0)
                return absent;
            return values.AsSpan().ContainsAnyExcept(values[0])
                ? throw input.Fail($"its samples differ in {tag} ({string.Join(", ", values.Take(8))}); save all channels with the same type.")
                : values[0];
        }
    }

    private int ReadPredictor(TiffDirectory directory, TiffInput input)
    {
        // The tag belongs to LZW and deflate; some programs leave it behind when they save without compression.
        if (Compression is TiffCodec.None or TiffCodec.PackBits)
            return TiffPredictor.None;
        ulong predictor = directory.Unsigned(TiffTag.Predictor, TiffPredictor.None);
        bool valid = predictor switch
        {
            TiffPredictor.None => true,
            TiffPredictor.Horizontal => Coding.IsWholeBytes,
            TiffPredictor.FloatingPoint => Coding.Format == TiffSampleFormat.Float,
            _ => false,
        };
        return valid ? (int)predictor : throw input.Fail(
            $"its predictor {predictor} with {Coding.Bits}-bit {Coding.Format.ToString().ToLowerInvariant()} samples is not read; save the image without a predictor.");
    }

    private void CheckSize(TiffInput input, TiffDirectory directory)
    {
        UInt128 segment = (UInt128)StoredRowBytes * (ulong)StoredSegmentHeight;
        UInt128 rows = IsTiled ? (ulong)SegmentsDown * (ulong)SegmentHeight : (ulong)Height;
        UInt128 page = (UInt128)StoredRowBytes * rows * (ulong)SegmentsAcross * (ulong)Planes;
        if (page > (UInt128)input.Length * TiffCodec.LargestExpansion(Compression) && !TiffFill.IsPlausible(page, input, [directory]))
            throw input.Fail($"it announces {Width} x {Height} pixels, more than its {input.Length} bytes can hold; it is cut off or damaged. Copy or export it again.");
        if (Compression != TiffCodec.None && segment > (ulong)Array.MaxLength)
            throw input.Fail($"its strips or tiles of {segment} bytes do not fit in memory as one piece; save it with smaller strips or tiles.");
        if ((UInt128)SegmentsPerPlane * (ulong)Planes > Math.Min(input.Length, (ulong)Array.MaxLength))
            throw input.Fail($"it announces {SegmentsPerPlane} strips or tiles a plane, more than its {input.Length} bytes can hold; the file is damaged.");
    }
}
