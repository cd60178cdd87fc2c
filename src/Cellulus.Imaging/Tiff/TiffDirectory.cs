using System.Text;

namespace Cellulus.Imaging;

/// <summary>One directory (IFD) of a TIFF file: tagged values. Values outside of the directory are read when asked for.</summary>
internal sealed class TiffDirectory
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly TiffInput _input;
    private readonly byte[] _block;
    private readonly Dictionary<TiffTag, int> _entries = [];
    private readonly int _entrySize;
    private HashSet<TiffTag>? _asked;

    private TiffDirectory(TiffInput input, byte[] block, int entrySize)
    {
        _input = input;
        _block = block;
        _entrySize = entrySize;
        for (int at = 0; at < block.Length; at += entrySize)
            _entries.TryAdd((TiffTag)input.UInt16(block.AsSpan(at)), at);
    }

    /// <summary>Reads the directory at a position, and where the next one is (0 after the last).</summary>
    public static TiffDirectory Read(TiffInput input, ulong offset, out ulong next, out ulong size)
    {
        int countSize = input.IsBig ? 8 : 2;
        int entrySize = input.IsBig ? 20 : 12;
        int linkSize = input.IsBig ? 8 : 4;

        Span<byte> word = stackalloc byte[8];
        input.Read(offset, word[..countSize], "image directory");
        ulong count = input.IsBig ? input.UInt64(word) : input.UInt16(word);
        if (count is 0 or > ushort.MaxValue)
            throw input.Fail($"the image directory at byte {offset} announces {count} entries; the file is damaged.");
        ulong blockSize = count * (ulong)entrySize;
        input.Require(offset + (ulong)countSize, blockSize + (ulong)linkSize, "image directory");

        var block = new byte[blockSize];
        input.Read(offset + (ulong)countSize, block, "image directory");
        input.Read(offset + (ulong)countSize + blockSize, word[..linkSize], "image directory");
        next = input.IsBig ? input.UInt64(word) : input.UInt32(word);
        size = (ulong)countSize + blockSize + (ulong)linkSize;
        return new TiffDirectory(input, block, entrySize);
    }

    public bool Has(TiffTag tag)
    {
        _asked?.Add(tag);
        return _entries.ContainsKey(tag);
    }

    /// <summary>The tags that an action asks for, there or not.</summary>
    public TiffTag[] TagsAskedBy(Action read)
    {
        _asked = [];
        read();
        TiffTag[] asked = [.. _asked];
        _asked = null;
        return asked;
    }

    /// <summary>Whether another directory of the file has the same values for these tags, or has them at the same place.</summary>
    public bool SaysTheSame(TiffDirectory other, IEnumerable<TiffTag> tags) => tags.All(tag => Entry(tag).SequenceEqual(other.Entry(tag)));

    /// <summary>The first value of an integer tag, or a default where the tag is absent.</summary>
    public ulong Unsigned(TiffTag tag, ulong absent) => Has(tag) ? Values(tag, 1)[0] : absent;

    /// <summary>The bytes of a tag's values as stored, at most so many values; empty where the tag is absent.</summary>
    public ReadOnlySpan<byte> Raw(TiffTag tag, int limit) => Has(tag) ? Bytes(tag, limit, out _) : [];

    /// <summary>How many values a tag announces, and where they lie if not in the directory itself; null where the tag is absent.</summary>
    public (ulong Count, ulong Offset)? Place(TiffTag tag)
    {
        if (!_entries.TryGetValue(tag, out int at))
            return null;
        ReadOnlySpan<byte> entry = _block.AsSpan(at, _entrySize);
        return _input.IsBig ? (_input.UInt64(entry[4..]), _input.UInt64(entry[12..])) : (_input.UInt32(entry[4..]), _input.UInt32(entry[8..]));
    }

    /// <summary>The type of a tag's values; null where the tag is absent.</summary>
    public TiffFieldType? TypeOf(TiffTag tag) => _entries.TryGetValue(tag, out int at) ? (TiffFieldType)_input.UInt16(_block.AsSpan(at + 2)) : null;

    /// <summary>The values of an integer tag, at most so many; empty where the tag is absent.</summary>
    public ulong[] UnsignedValues(TiffTag tag, long limit) => Has(tag) ? Values(tag, (int)Math.Min(limit, int.MaxValue)) : [];

    /// <summary>One over the value of a fraction, or null where the tag is absent or its value is zero.</summary>
    public double? Reciprocal(TiffTag tag)
    {
        if (!Has(tag))
            return null;
        ReadOnlySpan<byte> bytes = Bytes(tag, 1, out TiffFieldType type);
        return type switch
        {
            TiffFieldType.Rational when _input.UInt32(bytes) != 0 => (double)_input.UInt32(bytes[4..]) / _input.UInt32(bytes),
            TiffFieldType.Float => 1 / BitConverter.UInt32BitsToSingle(_input.UInt32(bytes)),
            TiffFieldType.Double => 1 / BitConverter.UInt64BitsToDouble(_input.UInt64(bytes)),
            _ => null,
        };
    }

    /// <summary>A text up to its first zero byte; UTF-8, or Latin-1 where the bytes are none. Null where the tag is absent.</summary>
    public string? Text(TiffTag tag)
    {
        if (!Has(tag))
            return null;
        ReadOnlySpan<byte> bytes = Bytes(tag, int.MaxValue, out TiffFieldType type);
        if (type is not (TiffFieldType.Ascii or TiffFieldType.Byte or TiffFieldType.Undefined))
            throw Unreadable(tag, type);
        int end = bytes.IndexOf((byte)0);
        bytes = end < 0 ? bytes : bytes[..end];
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private ReadOnlySpan<byte> Entry(TiffTag tag) => _entries.TryGetValue(tag, out int at) ? _block.AsSpan(at, _entrySize) : [];

    private ulong[] Values(TiffTag tag, int limit)
    {
        ReadOnlySpan<byte> bytes = Bytes(tag, limit, out TiffFieldType type);
        int size = type.Size();
        var values = new ulong[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> value = bytes[(i * size)..];
            values[i] = type switch
            {
                TiffFieldType.Byte or TiffFieldType.Undefined => value[0],
                TiffFieldType.Short => _input.UInt16(value),
                TiffFieldType.Long or TiffFieldType.Ifd => _input.UInt32(value),
                TiffFieldType.Long8 or TiffFieldType.Ifd8 => _input.UInt64(value),
                _ => throw Unreadable(tag, type),
            };
        }
        return values;
    }

    private ReadOnlySpan<byte> Bytes(TiffTag tag, int limit, out TiffFieldType type)
    {
        int at = _entries[tag];
        ReadOnlySpan<byte> entry = _block.AsSpan(at, _entrySize);
        type = (TiffFieldType)_input.UInt16(entry[2..]);
        ulong count = _input.IsBig ? _input.UInt64(entry[4..]) : _input.UInt32(entry[4..]);
        int size = type.Size();
        if (size == 0 || count == 0)
            throw Unreadable(tag, type);

        ReadOnlySpan<byte> field = entry[(_input.IsBig ? 12 : 8)..];
        if (count <= (ulong)(field.Length / size))
            return field[..(int)(Math.Min(count, (ulong)limit) * (ulong)size)];

        ulong offset = _input.IsBig ? _input.UInt64(field) : _input.UInt32(field);
        count = Math.Min(count, (ulong)limit);
        if (count > (ulong)(Array.MaxLength / size))
            throw Unreadable(tag, type);
        _input.RequireValue(offset, count * (ulong)size, tag);
        var bytes = new byte[count * (ulong)size];
        _input.Read(offset, bytes, $"value of tag {tag}");
        return bytes;
    }

    private ImageFileException Unreadable(TiffTag tag, TiffFieldType type) =>
        _input.Fail($"tag {tag} has a value of type {(ushort)type} that makes no sense for it; the file is damaged.");
}
