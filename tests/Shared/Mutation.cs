using System.Buffers.Binary;

namespace Cellulus.Tests;

/// <summary>Changes files as damage does, and as somebody does who looks for a reader's weakness. A number always gives the same
/// change.</summary>
internal static class Mutation
{
    private static readonly long[] s_numbers =
    [
        0, 1, 2, 3, 7, 8, 9, 16, 64, 255, 256, 4095, 32767, 32768, 65535, 65536, 1 << 20, int.MaxValue - 1, int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, 1L << 40,
        long.MaxValue, long.MinValue, -1, -2, -8,
    ];

    /// <summary>The file with one to four changes.</summary>
    public static byte[] Of(byte[] file, int number)
    {
        var random = new Random(number);
        List<byte> bytes = [.. file];
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
            Change(bytes, random);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        int at = Place(bytes.Count, random), run = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 or 3:
                Overwrite(bytes, at, random);
                break;
            case 4:
                bytes.RemoveRange(at, run);
                break;
            case 5:
                bytes.InsertRange(Place(bytes.Count, random), bytes.GetRange(at, run));
                break;
            case 6:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 7:
                ChangeDigits(bytes, at, random);
                break;
            default:
                int to = Place(bytes.Count, random);
                for (int i = 0; i < run && to + i < bytes.Count; i++)
                    bytes[to + i] = bytes[at + i];
                break;
        }
    }

    // Half of the changes near the ends, where formats keep their numbers.
    private static int Place(int length, Random random) => random.Next(4) switch
    {
        0 => random.Next(Math.Min(length, 100)),
        1 => length - 1 - random.Next(Math.Min(length, 300)),
        _ => random.Next(length),
    };

    private static void Overwrite(List<byte> bytes, int at, Random random)
    {
        int size = 1 << random.Next(4);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, s_numbers[random.Next(s_numbers.Length)]);
        if (random.Next(2) == 0)
            number[..size].Reverse();
        for (int i = 0; i < size && at + i < bytes.Count; i++)
            bytes[at + i] = number[i];
    }

    /// <summary>Another number in the next text of digits.</summary>
    private static void ChangeDigits(List<byte> bytes, int at, Random random)
    {
        int start = bytes.FindIndex(at, b => b is >= (byte)'0' and <= (byte)'9');
        for (int i = start; i >= 0 && i < bytes.Count && bytes[i] is >= (byte)'0' and <= (byte)'9'; i++)
            bytes[i] = (byte)(random.Next(3) == 0 ? '9' : '0' + random.Next(10));
    }
}
