using System.Buffers.Binary;

namespace Cellulus.Imaging;

/// <summary>The cyclic redundancy check of PNG chunks (polynomial 0xEDB88320), eight bytes a step.</summary>
internal static class Crc32
{
    /// <summary>State before the first byte.</summary>
    public const uint Start = 0xFFFFFFFF;

    // Tables[k * 256 + b]: effect of byte b followed by k zero bytes.
    private static readonly uint[] Tables = MakeTables();

    /// <summary>The state after more bytes.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> data)
    {
        uint[] t = Tables;
        while (data.Length >= 8)
        {
            uint a = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ state;
            uint b = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            state = t[0x700 + (a & 0xFF)] ^ t[0x600 + (a >> 8 & 0xFF)] ^ t[0x500 + (a >> 16 & 0xFF)] ^ t[0x400 + (a >> 24)]
                  ^ t[0x300 + (b & 0xFF)] ^ t[0x200 + (b >> 8 & 0xFF)] ^ t[0x100 + (b >> 16 & 0xFF)] ^ t[b >> 24];
            data = data[8..];
        }
        foreach (byte value in data)
            state = t[(state ^ value) & 0xFF] ^ state >> 8;
        return state;
    }

    /// <summary>The check value as a file stores it.</summary>
    public static uint Finish(uint state) => ~state;

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? 0xEDB88320 ^ value >> 1 : value >> 1;
            tables[i] = value;
        }
        for (int i = 256; i < tables.Length; i++)
            tables[i] = tables[tables[i - 256] & 0xFF] ^ tables[i - 256] >> 8;
        return tables;
    }
}
