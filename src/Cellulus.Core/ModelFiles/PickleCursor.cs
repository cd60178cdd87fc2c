using System.Buffers.Binary;
using System.Text;

namespace Cellulus;

/// <summary>Takes the operands of opcodes from the bytes of a pickle; never beyond their end.</summary>
/// <param name="path">The checkpoint, for messages.</param>
/// <param name="bytes">The pickle.</param>
internal sealed class PickleCursor(string path, byte[] bytes)
{
    private const int MaxNameLength = 200;

    private int _position;

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>The one number that pickle stores big endian.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A two's-complement number of as many bytes as the first one says.</summary>
    public long ReadLong()
    {
        byte length = ReadByte();
        if (length > sizeof(long))
            throw PickleErrors.Damaged(path, $"a whole number of {length} bytes");
        ReadOnlySpan<byte> stored = Take(length);
        Span<byte> extended = stackalloc byte[sizeof(long)];
        extended.Fill(length > 0 && stored[^1] >= 0x80 ? (byte)0xff : (byte)0);
        stored.CopyTo(extended);
        return BinaryPrimitives.ReadInt64LittleEndian(extended);
    }

    public string ReadText() => Encoding.UTF8.GetString(Take(ReadUInt32()));

    /// <summary>Text up to the next line feed.</summary>
    public string ReadLine()
    {
        int length = bytes.AsSpan(_position).IndexOf((byte)'\n');
        if (length is < 0 or > MaxNameLength)
            throw PickleErrors.Damaged(path, "a name without end");
        string line = Encoding.UTF8.GetString(Take(length));
        _position++;
        return line;
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > bytes.Length - _position)
            throw PickleErrors.Damaged(path, $"an end in the middle, after {bytes.Length} bytes");
        ReadOnlySpan<byte> taken = bytes.AsSpan(_position, (int)count);
        _position += (int)count;
        return taken;
    }
}
