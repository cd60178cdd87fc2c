namespace Cellulus.Imaging;

/// <summary>Where the segments of one page lie in the file, and how long they are there.</summary>
internal sealed class TiffSegmentTable
{
    private readonly TiffInput _input;
    private readonly TiffPageLayout _layout;
    private readonly ulong[] _offsets;
    private readonly ulong[] _lengths;
    private readonly ulong _shift;
    private readonly bool _knowsLengths;

    private TiffSegmentTable(TiffInput input, TiffPageLayout layout, ulong[] offsets, ulong[] lengths, ulong shift, bool knowsLengths)
    {
        _knowsLengths = knowsLengths;
        _input = input;
        _layout = layout;
        _offsets = offsets;
        _lengths = lengths;
        _shift = shift;
    }

    /// <exception cref="ImageFileException">The table has too few entries.</exception>
    public static TiffSegmentTable Read(TiffDirectory directory, TiffInput input, TiffPageLayout layout)
    {
        long storedDown = ((long)layout.Height + layout.StoredSegmentHeight - 1) / layout.StoredSegmentHeight;
        long count = storedDown * layout.SegmentsAcross * layout.Planes;
        // Some programs write tiles under the tags of strips.
        bool tileTags = directory.Has(TiffTag.TileOffsets);
        ulong[] offsets = directory.UnsignedValues(tileTags ? TiffTag.TileOffsets : TiffTag.StripOffsets, count);
        ulong[] lengths = directory.UnsignedValues(tileTags ? TiffTag.TileByteCounts : TiffTag.StripByteCounts, count);
        if (offsets.Length < count)
            throw input.Fail($"it has the places of {offsets.Length} strips or tiles; {count} are needed for {layout.Width} x {layout.Height} pixels. The file is damaged.");
        bool knowsLengths = lengths.Length >= count;
        if (!knowsLengths)
        {
            // Baseline readers live without lengths: uncompressed ones follow from the size, and a single one ends with the file.
            if (layout.Compression != TiffCodec.None && count > 1)
                throw input.Fail($"it has the lengths of {lengths.Length} strips or tiles; {count} are needed. The file is damaged.");
            lengths = new ulong[count];
        }
        return new TiffSegmentTable(input, layout, offsets, lengths, 0, knowsLengths);
    }

    /// <summary>The segments follow each other without a gap, those of all planes of samples: the page is one uncompressed piece.</summary>
    public bool IsOnePiece
    {
        get
        {
            if (_layout.Compression != TiffCodec.None || _layout.IsTiled || _offsets[0] == 0)
                return false;
            int perPlane = (int)(((long)_layout.Height + _layout.StoredSegmentHeight - 1) / _layout.StoredSegmentHeight);
            ulong expected = _offsets[0];
            for (int i = 0; i < _offsets.Length; i++)
            {
                if (_offsets[i] != expected)
                    return false;
                long firstRow = (long)(i % perPlane) * _layout.StoredSegmentHeight;
                expected = unchecked(expected + _layout.StoredRowBytes * (ulong)Math.Min(_layout.StoredSegmentHeight, _layout.Height - firstRow));
            }
            return true;
        }
    }

    /// <summary>Bytes that all segments are decompressed from; 0 for an uncompressed page.</summary>
    public UInt128 CompressedBytes
    {
        get
        {
            UInt128 sum = 0;
            for (int i = 0; i < _offsets.Length && _layout.Compression != TiffCodec.None; i++)
                sum += IsLeftOutAt(i) ? 0 : _lengths[i] > 0 ? _lengths[i] : _input.Length;
            return sum;
        }
    }

    /// <summary>Position of the first segment.</summary>
    public ulong Start => _offsets[0];

    /// <summary>The table of a page that lies so many bytes further on; for stacks in one piece.</summary>
    public TiffSegmentTable Shifted(ulong bytes) => new(_input, _layout, _offsets, _lengths, bytes, _knowsLengths);

    /// <summary>Where a segment lies. Uncompressed: just the bytes that its rows need.</summary>
    /// <exception cref="ImageFileException">It lies outside of the file, or is too short for what it should hold.</exception>
    public (ulong Offset, int Length) Locate(int segment)
    {
        ulong rows = (ulong)_layout.RowsOf(segment);
        ulong needed = rows * _layout.StoredRowBytes;
        int stored = Stored(segment);
        ulong skipped = _layout.SegmentHeight == _layout.StoredSegmentHeight
            ? 0
            : (ulong)(segment % _layout.SegmentsDown) * (ulong)_layout.SegmentHeight * _layout.StoredRowBytes;
        if (_offsets[stored] > _input.Length)
            throw Fail(segment, $"lies at byte {_offsets[stored]}, but the file ends at byte {_input.Length}");
        ulong offset = _offsets[stored] + skipped + _shift;
        ulong length = _lengths[stored];

        if (_layout.Compression == TiffCodec.None)
        {
            if (length != 0 && length < skipped + needed)
                throw Fail(segment, $"has {length} bytes; {skipped + needed} are needed");
            length = needed;
        }
        else if (length == 0)
        {
            length = _layout.SegmentCount == 1
                ? _input.Length - offset
                : throw Fail(segment, "has no data");
        }
        _input.Require(offset, length, Name(segment));
        if (needed > length * TiffCodec.LargestExpansion(_layout.Compression))
            throw Fail(segment, $"has {length} bytes, too few to hold {needed} when decompressed");
        return length <= (ulong)Array.MaxLength ? (offset, (int)length) : throw Fail(segment, $"is {length} bytes long, more than one piece of memory");
    }

    /// <summary>
    /// A segment was left out of the file because it holds nothing: its place is 0, or its length. A single segment without a length is
    /// there all the same: some programs do not tell it.
    /// </summary>
    public bool IsLeftOut(int segment) => IsLeftOutAt(Stored(segment));

    private bool IsLeftOutAt(int stored) => _offsets[stored] == 0 || (_knowsLengths && _lengths[stored] == 0 && _offsets.Length > 1);

    private int Stored(int segment) => _layout.SegmentHeight == _layout.StoredSegmentHeight ? segment : segment / _layout.SegmentsDown;

    /// <summary>The error for a segment.</summary>
    public ImageFileException Fail(int segment, string reason, Exception? cause = null) =>
        _input.Fail($"its {Name(segment)} {reason}; the file is cut off or damaged. Copy or export it again.", cause);

    private string Name(int segment) => $"{(_layout.IsTiled ? "tile" : "strip")} {segment}";
}
