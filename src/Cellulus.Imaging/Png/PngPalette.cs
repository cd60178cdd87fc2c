namespace Cellulus.Imaging;

/// <summary>The colour table of a PNG and what becomes of it: three channels, one of gray values, or none, and indices stay.</summary>
internal sealed class PngPalette
{
    private readonly byte[] _values;

    /// <summary>Reads one.</summary>
    /// <param name="colours">Red, green and blue of every index; empty if there is none.</param>
    /// <param name="options">What becomes of it.</param>
    public PngPalette(byte[] colours, TiffReadOptions options)
    {
        Colours = colours;
        bool isGray = true;
        for (int i = 0; i + 2 < colours.Length && isGray; i += 3)
            isGray = colours[i] == colours[i + 1] && colours[i] == colours[i + 2];
        KeepsIndices = options.Palette == PaletteReading.Indices;
        Channels = KeepsIndices || (isGray && !options.KeepColour && options.Palette != PaletteReading.Colour) ? 1 : 3;
        _values = KeepsIndices ? [.. Enumerable.Range(0, Count).Select(i => (byte)i)] : Channels == 3 ? colours : [.. colours.Where((_, i) => i % 3 == 0)];
    }

    /// <summary>Red, green and blue of every index.</summary>
    public byte[] Colours { get; }

    /// <summary>Indices are the data.</summary>
    public bool KeepsIndices { get; }

    /// <summary>Channels that an index becomes.</summary>
    public int Channels { get; }

    /// <summary>Colours of the table.</summary>
    public int Count => Colours.Length / 3;

    /// <summary>The value of an index in a channel.</summary>
    public byte Value(int index, int channel) => _values[index * Channels + channel];
}
