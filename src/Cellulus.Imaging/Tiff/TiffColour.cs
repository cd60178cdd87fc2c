namespace Cellulus.Imaging;

/// <summary>Which samples of a pixel become channels, and the palette they may index.</summary>
/// <param name="Kept">Positions of the samples that are channels; alpha is left out.</param>
/// <param name="Palette">Red, green and blue of every index, 8-bit; null where samples are the data.</param>
internal sealed record TiffColour(int[] Kept, byte[]? Palette)
{
    private const int WhiteIsZero = 0, BlackIsZero = 1, Rgb = 2, PaletteColour = 3;
    private const ulong AssociatedAlpha = 1, UnassociatedAlpha = 2;

    /// <summary>Channels of a pixel.</summary>
    public int Channels => Palette is null ? Kept.Length : 3;

    /// <exception cref="ImageFileException">A colour space that has no plain intensities.</exception>
    public static TiffColour Read(TiffDirectory directory, TiffInput input, int samplesPerPixel, TiffSampleCoding coding, bool expandPalette)
    {
        ulong photometric = directory.Unsigned(TiffTag.Photometric, BlackIsZero);
        switch (photometric)
        {
            case WhiteIsZero or BlackIsZero:
                return new TiffColour(WithoutAlpha(directory, samplesPerPixel, 1), null);
            case Rgb when samplesPerPixel >= 3:
                // Many programs write RGBA without saying what the fourth sample is.
                return samplesPerPixel == 4
                    ? new TiffColour([0, 1, 2], null)
                    : new TiffColour(WithoutAlpha(directory, samplesPerPixel, 3), null);
            case PaletteColour:
                return new TiffColour([0], expandPalette ? ReadPalette(directory, input, coding) : null);
            default:
                throw input.Fail(
                    $"its colour space ({Name(photometric)}, {samplesPerPixel} samples a pixel) is not read; save the image as grey or RGB.");
        }
    }

    /// <summary>Red, green and blue of indices.</summary>
    /// <param name="indices">One index of every <paramref name="stride"/> samples is looked up.</param>
    /// <param name="stride">Samples of a pixel.</param>
    /// <param name="colours">Three bytes a pixel.</param>
    public void Expand(ReadOnlySpan<byte> indices, int stride, Span<byte> colours)
    {
        for (int i = 0, at = 0; at < colours.Length; i += stride, at += 3)
            Palette.AsSpan(indices[i] * 3, 3).CopyTo(colours[at..]);
    }

    /// <inheritdoc cref="Expand(ReadOnlySpan{byte}, int, Span{byte})"/>
    public void Expand(ReadOnlySpan<ushort> indices, int stride, Span<byte> colours)
    {
        for (int i = 0, at = 0; at < colours.Length; i += stride, at += 3)
            Palette.AsSpan(indices[i] * 3, 3).CopyTo(colours[at..]);
    }

    private static int[] WithoutAlpha(TiffDirectory directory, int samplesPerPixel, int colours)
    {
        ulong[] extra = directory.UnsignedValues(TiffTag.ExtraSamples, samplesPerPixel);
        int firstExtra = Math.Max(colours, samplesPerPixel - extra.Length);
        return [.. Enumerable.Range(0, samplesPerPixel)
            .Where(s => s < firstExtra || extra[s - firstExtra] is not (AssociatedAlpha or UnassociatedAlpha))];
    }

    private static byte[] ReadPalette(TiffDirectory directory, TiffInput input, TiffSampleCoding coding)
    {
        int bits = coding.Bits;
        ulong[] map = directory.UnsignedValues(TiffTag.ColorMap, 3L << 16);
        if (bits > 16 || coding.Format == TiffSampleFormat.Float || map.Length != 3 << bits)
            throw input.Fail($"its palette has {map.Length} values; {bits}-bit indices need {3L << Math.Min(bits, 16)}.");
        // Palettes are 16-bit; some programs wrote 8-bit ones.
        int shift = map.Max() > byte.MaxValue ? 8 : 0;
        int count = 1 << bits;
        var palette = new byte[3 * count];
        for (int i = 0; i < count; i++)
            for (int c = 0; c < 3; c++)
                palette[3 * i + c] = (byte)(map[c * count + i] >> shift);
        return palette;
    }

    private static string Name(ulong photometric) => photometric switch
    {
        Rgb => "RGB",
        4 => "transparency mask",
        5 => "CMYK",
        6 => "YCbCr",
        8 or 9 or 10 => "CIE L*a*b*",
        32803 => "colour filter array of a raw camera file",
        32844 or 32845 => "CIE log luminance",
        _ => $"photometric interpretation {photometric}",
    };
}
