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
    private byte[] _output = [];
    private int _length;
    private uint _bits;
    private int _bitCount;

    /// <summary>Encodes one segment. The result is valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> input)
    {
        // At worst every byte is a code of 12 bits, and every 3836th a clear code more.
        int worst = checked(input.Length + input.Length / 2 + input.Length / 64 + 16);
        if (_output.Length < worst)
            _output = GC.AllocateUninitializedArray<byte>(worst);
        _length = 0;
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
            _output[_length++] = (byte)(_bits << (8 - _bitCount));
        return _output.AsSpan(0, _length);
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
            _output[_length++] = (byte)(_bits >> (_bitCount - 8));
    }
}
