using System.Buffers.Binary;

namespace Cellulus.Imaging;

/// <summary>
/// The bytes of a TIFF file: header, byte order, and reads that are checked against the end of the file before they happen.
/// </summary>
internal sealed class TiffInput
{
    private const ushort ClassicMagic = 42;
    private const ushort BigMagic = 43;

    /// <summary>How much larger than what it is decompressed from a thing may be without a second look, and how large in any
    /// case.</summary>
    public const int MostRepeated = 64, AnyBytes = 1 << 20;

    /// <summary>How often the values of all tags may be read until the file is understood: a few times, or as often as pages share
    /// them.</summary>
    private const int MostReadings = 8;

    private readonly Stream _stream;
    private UInt128 _valueBytes;

    /// <summary>Reads the header.</summary>
    /// <exception cref="ImageFileException">This is not a TIFF file.</exception>
    public TiffInput(Stream stream, string path)
    {
        _stream = stream;
        Path = path;
        Length = (ulong)stream.Length;

        Span<byte> header = stackalloc byte[8];
        Read(0, header, "TIFF header");
        IsBigEndian = (header[0], header[1]) switch
        {
            ((byte)'I', (byte)'I') => false,
            ((byte)'M', (byte)'M') => true,
            _ => throw Fail("this is not a TIFF file: it begins with neither \"II\" nor \"MM\"."),
        };
        switch (UInt16(header[2..]))
        {
            case ClassicMagic:
                FirstDirectory = UInt32(header[4..]);
                break;
            case BigMagic:
                IsBig = true;
                if (UInt16(header[4..]) != 8)
                    throw Fail($"its BigTIFF header announces offsets of {UInt16(header[4..])} bytes; only 8 are defined.");
                Read(8, header, "BigTIFF header");
                FirstDirectory = UInt64(header);
                break;
            default:
                throw Fail("this is not a TIFF file: the magic number after the byte order is neither 42 nor 43.");
        }
    }

    public string Path { get; }

    /// <summary>Bytes in the file.</summary>
    public ulong Length { get; }

    public bool IsBigEndian { get; }

    /// <summary>BigTIFF: offsets and counts of 8 bytes.</summary>
    public bool IsBig { get; }

    /// <summary>Position of the first directory.</summary>
    public ulong FirstDirectory { get; }

    /// <summary>What was understood of its pages.</summary>
    public TiffLayouts Layouts { get; } = new();

    /// <summary>All pages have been looked through. From then on values are read for what is asked for, as often as it is.</summary>
    public bool IsOpened { get; set; }

    /// <summary>Multi-byte values must be swapped to be the machine's.</summary>
    public bool MustSwap => IsBigEndian == BitConverter.IsLittleEndian;

    public ushort UInt16(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint UInt32(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public ulong UInt64(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    /// <summary>Demands that the file has these bytes; asked before memory is taken for them.</summary>
    public void Require(ulong offset, ulong length, string what)
    {
        if (offset > Length || length > Length - offset)
            throw Fail($"the {what} takes {length} bytes from byte {offset} on, but the file ends at byte {Length}; it is cut off or damaged. Copy or export it again.");
    }

    /// <summary>Demands that the file has the value of a tag, and that all values read so far are in proportion to it: pages can share
    /// one.</summary>
    public void RequireValue(ulong offset, ulong length, TiffTag tag)
    {
        Require(offset, length, $"value of tag {tag}");
        if ((_valueBytes += length) > UInt128.Max(AnyBytes, (UInt128)Length * MostReadings) && !IsOpened)
            throw Fail("the descriptions of its pages share their values and take far more than the file together; it is damaged.");
    }

    /// <summary>Fills a buffer from a position.</summary>
    public void Read(ulong offset, Span<byte> buffer, string what)
    {
        Require(offset, (ulong)buffer.Length, what);
        _stream.Position = (long)offset;
        _stream.ReadExactly(buffer);
    }

    /// <summary>Pictures with little in them can shrink that much. Whether they did is found out before memory is taken for them.</summary>
    public static bool IsImplausible(Int128 bytes, Int128 compressed) => bytes > AnyBytes && bytes > MostRepeated * compressed;

    /// <summary>The error for this file.</summary>
    public ImageFileException Fail(string reason, Exception? cause = null) => new(Path, reason, cause);
}
