namespace Cellulus.Imaging;

/// <summary>Writes the strings.</summary>
internal readonly struct LzwWriting : ILzwOutput
{
    public static void Write(Span<byte> output, int at, byte value) => output[at] = value;

    public static void Copy(Span<byte> output, int from, int to, int length)
    {
        if (length > 16 && from + length <= to)
        {
            output.Slice(from, length).CopyTo(output[to..]);
            return;
        }
        for (int i = 0; i < length; i++)
            output[to + i] = output[from + i];
    }
}
