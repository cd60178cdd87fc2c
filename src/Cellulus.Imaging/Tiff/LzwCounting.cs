namespace Cellulus.Imaging;

/// <summary>Leaves the strings; they are only counted.</summary>
internal readonly struct LzwCounting : ILzwOutput
{
    public static void Write(Span<byte> output, int at, byte value) { }

    public static void Copy(Span<byte> output, int from, int to, int length) { }
}
