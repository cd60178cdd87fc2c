namespace Cellulus.Imaging;

/// <summary>
/// LZW of TIFF 6.0, section 13: codes of 9 to 12 bits, most significant bit first, widened one code early. Every string of the
/// table already stands in the output, so the table holds only places and lengths.
/// </summary>
internal static class LzwDecoder
{
    private const int ClearCode = 256, EndCode = 257, FirstCode = 258;
    private const int MinWidth = 9, MaxWidth = 12;

    /// <summary>Decodes until the end code, the end of the input, or a full output; returns the bytes written.</summary>
    /// <exception cref="InvalidDataException">A code that the table does not have.</exception>
    public static int Decode(ReadOnlySpan<byte> input, Span<byte> output) => Decode<LzwWriting>(input, output, output.Length);

    /// <summary>The bytes that <see cref="Decode(ReadOnlySpan{byte}, Span{byte})"/> would write to an output of a length.</summary>
    /// <exception cref="InvalidDataException">A code that the table does not have.</exception>
    public static int Measure(ReadOnlySpan<byte> input, int length) => Decode<LzwCounting>(input, [], length);

    private static int Decode<TOutput>(ReadOnlySpan<byte> input, Span<byte> output, int outputLength) where TOutput : ILzwOutput
    {
        if (input is [0, var second, ..] && (second & 1) != 0)
            throw new InvalidDataException("it is LZW with the bit order of before TIFF 5.0, which is not read; save the image again with a current program");

        Span<int> starts = stackalloc int[1 << MaxWidth];
        Span<short> lengths = stackalloc short[1 << MaxWidth];
        int next = FirstCode, width = MinWidth;
        int previousStart = 0, previousLength = 0;
        int position = 0, written = 0;
        uint bits = 0;
        int bitCount = 0;

        while (written < outputLength)
        {
            while (bitCount < width)
            {
                if (position == input.Length)
                    return written;
                bits = (bits << 8) | input[position++];
                bitCount += 8;
            }
            bitCount -= width;
            int code = (int)(bits >> bitCount) & ((1 << width) - 1);

            if (code == ClearCode)
            {
                next = FirstCode;
                width = MinWidth;
                previousLength = 0;
                continue;
            }
            if (code == EndCode)
                return written;

            // The new string is the previous one and the byte that follows it in the output, which this code is about to write.
            if (previousLength > 0 && next < 1 << MaxWidth)
            {
                starts[next] = previousStart;
                lengths[next] = (short)(previousLength + 1);
                next++;
                if (next == (1 << width) - 1 && width < MaxWidth)
                    width++;
            }

            int length = 1;
            if (code < ClearCode)
            {
                TOutput.Write(output, written, (byte)code);
            }
            else if (code < next)
            {
                length = Math.Min(lengths[code], outputLength - written);
                TOutput.Copy(output, starts[code], written, length);
            }
            else
            {
                throw new InvalidDataException($"its LZW code {code} is not in the table of {next} codes");
            }
            previousStart = written;
            previousLength = length;
            written += length;
        }
        return written;
    }
}
