namespace Cellulus.Imaging;

/// <summary>What becomes of the strings that LZW codes stand for.</summary>
internal interface ILzwOutput
{
    /// <summary>Takes a byte.</summary>
    static abstract void Write(Span<byte> output, int at, byte value);

    /// <summary>Takes a string that stands in the output already. It may reach into the place it is copied to, then it repeats.</summary>
    static abstract void Copy(Span<byte> output, int from, int to, int length);
}
