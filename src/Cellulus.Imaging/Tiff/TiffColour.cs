using System.Numerics;

namespace Cellulus.Imaging;

/// <summary>Which samples of a pixel become channels, and the palette they may index.</summary>
/// <param name="Kept">Positions of the samples that are channels; alpha is left out.</param>
/// <param name="Palette">Red, green and blue of every index, or its gray value, 8-bit; null where samples are the data.</param>
/// <param name="PaletteChannels">Values of an index: 3, or 1 for a gray palette.</param>
internal sealed record TiffColour(int[] Kept, byte[]? Palette = null, int PaletteChannels = 3)
{
    private const int WhiteIsZero = 0, BlackIsZero = 1, Rgb = 2, PaletteColour = 3;
    private const ulong AssociatedAlpha = 1, UnassociatedAlpha = 2;

    /// <summary>Channels of a pixel.</summary>
    public int Channels => Palette is null ? Kept.Length : PaletteChannels;

    /// <summary>The three channels are red, green and blue.</summary>
    public bool IsRgb { get; private init; }

    /// <summary>The page says that its zero is white.</summary>
    public bool IsWhiteZero { get; private init; }

    /// <summary>Red, green and blue of every index where the indices are the data; null where there are none, or no fitting
    /// palette.</summary>
    public byte[]? UnusedPalette { get; private init; }

    /// <exception cref="ImageFileException">A colour space that has no plain intensities.</exception>
    public static TiffColour Read(TiffDirectory directory, TiffInput input, int samplesPerPixel, TiffSampleCoding coding, TiffPageReading reading)
    {
        ulong photometric = directory.Unsigned(TiffTag.Photometric, BlackIsZero);
        switch (photometric)
        {
            case WhiteIsZero or BlackIsZero or Rgb when reading.KeepSamples:
                return new TiffColour([.. Enumerable.Range(0, samplesPerPixel)]) { IsWhiteZero = photometric == WhiteIsZero };
            case WhiteIsZero or BlackIsZero:
                return new TiffColour(WithoutAlpha(directory, samplesPerPixel, 1)) { IsWhiteZero = photometric == WhiteIsZero };
            case Rgb when samplesPerPixel >= 3:
                // Many programs write RGBA without saying what the fourth sample is. Where it is said to be no alpha, it is a channel.
                int[] kept = samplesPerPixel == 4 && !directory.Has(TiffTag.ExtraSamples) ? [0, 1, 2] : WithoutAlpha(directory, samplesPerPixel, 3);
                return new TiffColour(kept) { IsRgb = kept.Length == 3 };
            case PaletteColour when reading.Palette == PaletteReading.Colour:
                return OfPalette(ReadPalette(directory, coding, out string? trouble) ?? throw input.Fail(trouble!), reading.KeepColour);
            case PaletteColour:
                return new TiffColour([0]) { UnusedPalette = ReadPalette(directory, coding, out _) };
            default:
                throw input.Fail(
                    $"its colour space ({Name(photometric)}, {samplesPerPixel} samples a pixel) is not read; save the image as grey or RGB.");
        }
    }

    /// <summary>What the palette says of indices.</summary>
    /// <param name="indices">One index of every <paramref name="stride"/> samples is looked up.</param>
    /// <param name="stride">Samples of a pixel.</param>
    /// <param name="colours"><see cref="PaletteChannels"/> bytes a pixel.</param>
    public void Expand<T>(ReadOnlySpan<T> indices, int stride, Span<byte> colours) where T : IBinaryInteger<T>
    {
        for (int i = 0, at = 0; at < colours.Length; i += stride, at += PaletteChannels)
            Palette.AsSpan(int.CreateTruncating(indices[i]) * PaletteChannels, PaletteChannels).CopyTo(colours[at..]);
    }

    /// <summary>A palette of gray values needs one channel.</summary>
    private static TiffColour OfPalette(byte[] palette, bool keepColour)
    {
        bool isGray = !keepColour;
        for (int i = 0; i < palette.Length && isGray; i += 3)
            isGray = palette[i] == palette[i + 1] && palette[i] == palette[i + 2];
        return isGray ? new TiffColour([0], [.. palette.Where((_, i) => i % 3 == 0)], 1) : new TiffColour([0], palette) { IsRgb = true };
    }

    private static int[] WithoutAlpha(TiffDirectory directory, int samplesPerPixel, int colours)
    {
        ulong[] extra = directory.UnsignedValues(TiffTag.ExtraSamples, samplesPerPixel);
        int firstExtra = Math.Max(colours, samplesPerPixel - extra.Length);
        return [.. Enumerable.Range(0, samplesPerPixel)
            .Where(s => s < firstExtra || extra[s - firstExtra] is not (AssociatedAlpha or UnassociatedAlpha))];
    }

    private static byte[]? ReadPalette(TiffDirectory directory, TiffSampleCoding coding, out string? trouble)
    {
        int bits = coding.Bits;
        ulong[] map = directory.UnsignedValues(TiffTag.ColorMap, 3L << 16);
        trouble = null;
        if (bits > 16 || coding.Format == TiffSampleFormat.Float || map.Length != 3 << bits)
        {
            trouble = $"its palette has {map.Length} values; {bits}-bit indices need {3L << Math.Min(bits, 16)}.";
            return null;
        }
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
