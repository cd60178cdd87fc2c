namespace Cellulus.Imaging;

/// <summary>The run-length scheme of TIFF 6.0, section 9.</summary>
internal static class PackBitsDecoder
{
    /// <summary>Decodes until the input ends or the output is full; returns the bytes written.</summary>
    public static int Decode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        int written = 0;
        while (input.Length > 1 && written < output.Length)
        {
            int header = (sbyte)input[0];
            if (header >= 0)
            {
                int count = Math.Min(header + 1, Math.Min(input.Length - 1, output.Length - written));
                input.Slice(1, count).CopyTo(output[written..]);
                written += count;
                input = input[(1 + count)..];
            }
            else if (header == -128)
            {
                input = input[1..];
            }
            else
            {
                int count = Math.Min(1 - header, output.Length - written);
                output.Slice(written, count).Fill(input[1]);
                written += count;
                input = input[2..];
            }
        }
        return written;
    }
}
