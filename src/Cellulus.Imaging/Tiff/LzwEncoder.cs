namespace Cellulus.Imaging;

/// <summary>LZW of TIFF 6.0, section 13; see <see cref="LzwDecoder"/>. Holds its table; one segment after the other.</summary>
internal sealed class LzwEncoder
{
    private const int ClearCode = 256, EndCode = 257, FirstCode = 258;
    private const int MinWidth = 9, LastCode = 4093;
    private const int SlotCount = 1 << 13, Empty = -1;

    // Open addressing. Key: prefix code and following byte.
    private readonly int[] _keys = new int[SlotCount];
    private readonly short[] _codes = new short[SlotCount];
    private Stream _output = Stream.Null;
    private uint _bits;
    private int _bitCount;

    /// <summary>Appends the code of one segment to a stream.</summary>
    public void Encode(ReadOnlySpan<byte> input, Stream output)
    {
        _output = output;
        _bits = 0;
        _bitCount = 0;
        int width = MinWidth, next = FirstCode;
        Write(ClearCode, width);
        Array.Fill(_keys, Empty);

        int prefix = Empty;
        foreach (byte value in input)
        {
            if (prefix == Empty)
            {
                prefix = value;
                continue;
            }
            int key = (prefix << 8) | value;
            int slot = Find(key);
            if (_keys[slot] == key)
            {
                prefix = _codes[slot];
                continue;
            }
            Write(prefix, width);
            prefix = value;
            _keys[slot] = key;
            _codes[slot] = (short)next++;
            if (next > LastCode)
            {
                Write(ClearCode, width);
                Array.Fill(_keys, Empty);
                width = MinWidth;
                next = FirstCode;
            }
            else if (next == 1 << width)
            {
                width++;
            }
        }
        if (prefix != Empty)
        {
            Write(prefix, width);
            // The reader adds a string for this code too, which may widen the next one.
            if (next + 1 == 1 << width)
                width++;
        }
        Write(EndCode, width);
        if (_bitCount > 0)
            _output.WriteByte((byte)(_bits << (8 - _bitCount)));
    }

    private int Find(int key)
    {
        int slot = (int)((uint)key * 2654435761u >> (32 - 13));
        while (_keys[slot] != Empty && _keys[slot] != key)
            slot = (slot + 1) & (SlotCount - 1);
        return slot;
    }

    private void Write(int code, int width)
    {
        _bits = (_bits << width) | (uint)code;
        for (_bitCount += width; _bitCount >= 8; _bitCount -= 8)
            _output.WriteByte((byte)(_bits >> (_bitCount - 8)));
    }
}
