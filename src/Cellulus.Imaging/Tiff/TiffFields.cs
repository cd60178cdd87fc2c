using System.Buffers.Binary;
using System.Text;

namespace Cellulus.Imaging;

/// <summary>The values of one directory to be written, little endian.</summary>
internal sealed class TiffFields
{
    private readonly SortedDictionary<TiffTag, (TiffFieldType Type, ulong Count, byte[] Bytes)> _fields = [];

    /// <summary>All fields in the order of their tags, as a directory needs them.</summary>
    public IEnumerable<(TiffTag Tag, TiffFieldType Type, ulong Count, byte[] Bytes)> Sorted =>
        _fields.Select(f => (f.Key, f.Value.Type, f.Value.Count, f.Value.Bytes));

    public void AddShort(TiffTag tag, int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)value));
        _fields[tag] = (TiffFieldType.Short, 1, bytes);
    }

    public void AddLong(TiffTag tag, int value) => AddOffsets(tag, [(ulong)value], big: false);

    /// <summary>Offsets or lengths: 4 bytes each in classic files, 8 in BigTIFF.</summary>
    public void AddOffsets(TiffTag tag, IReadOnlyList<ulong> values, bool big)
    {
        int size = big ? 8 : 4;
        var bytes = new byte[values.Count * size];
        for (int i = 0; i < values.Count; i++)
        {
            if (big)
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * size), values[i]);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * size), checked((uint)values[i]));
        }
        _fields[tag] = (big ? TiffFieldType.Long8 : TiffFieldType.Long, (ulong)values.Count, bytes);
    }

    public void AddText(TiffTag tag, string text)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(text), 0];
        _fields[tag] = (TiffFieldType.Ascii, (ulong)bytes.Length, bytes);
    }

    /// <summary>A positive number as the nearest fraction that fits.</summary>
    public void AddRational(TiffTag tag, double value)
    {
        (uint numerator, uint denominator) = Rational.Nearest(value);
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, numerator);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), denominator);
        _fields[tag] = (TiffFieldType.Rational, 1, bytes);
    }
}
