using System.Buffers.Binary;

namespace Cellulus.Imaging;

/// <summary>
/// Writes a little-endian TIFF or BigTIFF file segment by segment: the data of all pages one after the other without gaps, then
/// all directories. ImageJ reads uncompressed stacks as one block from the first strip on, so no directory may lie between pages.
/// </summary>
internal sealed class TiffWriter
{
    private readonly Stream _stream;
    private readonly long _origin;
    private readonly List<Page> _pages = [];

    /// <summary>Writes the header.</summary>
    /// <param name="stream">A stream that can seek; the file begins at its position.</param>
    /// <param name="big">Write BigTIFF.</param>
    public TiffWriter(Stream stream, bool big)
    {
        _stream = stream;
        _origin = stream.Position;
        IsBig = big;
        _stream.Write(big ? "II\x2B\0\x08\0\0\0"u8 : "II\x2A\0"u8);
        WriteOffset(0);
    }

    /// <summary>Offsets have 8 bytes.</summary>
    public bool IsBig { get; }

    private ulong Position => (ulong)(_stream.Position - _origin);

    /// <summary>Starts a page; segments written from now on are its.</summary>
    /// <param name="fields">Its directory; the places of the segments are added.</param>
    /// <param name="tiled">Segments are tiles.</param>
    public void BeginPage(TiffFields fields, bool tiled) => _pages.Add(new Page(fields, tiled));

    /// <summary>Appends an encoded segment to the current page.</summary>
    public void WriteSegment(ReadOnlySpan<byte> encoded)
    {
        _pages[^1].Offsets.Add(Position);
        _pages[^1].Lengths.Add((ulong)encoded.Length);
        _stream.Write(encoded);
    }

    /// <summary>Writes the directories and points the header at the first.</summary>
    public void Finish()
    {
        long link = _origin + (IsBig ? 8 : 4);
        foreach (Page page in _pages)
        {
            if (Position % 2 != 0)
                _stream.WriteByte(0);
            page.Fields.AddOffsets(page.Tiled ? TiffTag.TileOffsets : TiffTag.StripOffsets, page.Offsets, IsBig);
            page.Fields.AddOffsets(page.Tiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts, page.Lengths, IsBig);
            link = WriteDirectory(page.Fields, link);
        }
        _stream.Flush();
    }

    private long WriteDirectory(TiffFields fields, long link)
    {
        long start = _stream.Position;
        _stream.Position = link;
        WriteOffset((ulong)(start - _origin));
        _stream.Position = start;

        var sorted = fields.Sorted.ToList();
        int inline = IsBig ? 8 : 4;
        Span<byte> padding = stackalloc byte[8];
        padding.Clear();
        ulong values = Position + (ulong)(IsBig ? 8 + 20 * sorted.Count + 8 : 2 + 12 * sorted.Count + 4);
        if (IsBig)
            WriteOffset((ulong)sorted.Count);
        else
            WriteShort((ushort)sorted.Count);
        foreach (var (tag, type, count, bytes) in sorted)
        {
            WriteShort((ushort)tag);
            WriteShort((ushort)type);
            WriteOffset(count);
            if (bytes.Length <= inline)
            {
                _stream.Write(bytes);
                _stream.Write(padding[..(inline - bytes.Length)]);
                continue;
            }
            WriteOffset(values);
            values += Padded(bytes);
        }
        long next = _stream.Position;
        WriteOffset(0);
        foreach (var (_, _, _, bytes) in sorted.Where(f => f.Bytes.Length > inline))
        {
            _stream.Write(bytes);
            if (bytes.Length % 2 != 0)
                _stream.WriteByte(0);
        }
        return next;
    }

    // Values begin at even positions.
    private static ulong Padded(byte[] bytes) => (ulong)(bytes.Length + bytes.Length % 2);

    private void WriteShort(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        _stream.Write(bytes);
    }

    private void WriteOffset(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _stream.Write(bytes[..(IsBig ? 8 : 4)]);
    }

    private sealed record Page(TiffFields Fields, bool Tiled)
    {
        public List<ulong> Offsets { get; } = [];
        public List<ulong> Lengths { get; } = [];
    }
}
