namespace Cellulus.Imaging;

/// <summary>
/// Masks as QuickAnnotator draws them (Miao et al. 2021): the first channel says that a pixel is no object, the second that it is one, the
/// third that somebody has
/// looked. Objects are not told apart.
/// </summary>
internal static class ClassMask
{
    private const int Set = 255;
    private const int Unknown = 0x0000FF, Object = 0x00FFFF, Background = 0xFF00FF;

    /// <summary>
    /// Whether an image can be one: three channels of one time point, or indices of a palette all of whose colours that occur are those of
    /// such masks, the one of an object or of background among them. Indices of other palettes are labels.
    /// </summary>
    public static bool Is(StoredImage stored)
    {
        if (stored.Frames > 1 || stored.Palette is not { } palette || stored.Type != PixelType.UInt8)
            return stored is { Channels: 3, Frames: 1 };
        bool[] occurs = new bool[256];
        foreach (byte index in stored.GetSamples<byte>())
            occurs[index] = true;
        int[] colours = [.. Enumerable.Range(0, palette.Length / 3).Where(i => occurs[i]).Select(i => palette[3 * i] << 16 | palette[3 * i + 1] << 8 | palette[3 * i + 2])];
        return colours.All(colour => colour is 0 or Unknown or Object or Background) && colours.Any(colour => colour is Object or Background);
    }

    /// <summary>Reads one.</summary>
    /// <param name="stored">Three channels, or indices, of one time point.</param>
    /// <returns>All objects with the number 1.</returns>
    /// <exception cref="InvalidImageException">A colour says something else.</exception>
    public static Annotation Read(StoredImage stored)
    {
        int length = (int)stored.Shape.PixelCount;
        ReadOnlySpan<float> values = stored.Palette is { } palette ? Expand(stored.GetSamples<byte>(), palette) : stored.ToImage().Pixels;
        int[] isObject = new int[length], isBackground = new int[length];
        for (int i = 0; i < length; i++)
        {
            (float no, float yes, float seen) = (values[i], values[length + i], values[2 * length + i]);
            (isBackground[i], isObject[i]) = (no, yes, seen) switch
            {
                (0, 0, 0) or (0, 0, Set) => (0, 0),
                (0, Set, Set) => (0, 1),
                (Set, 0, Set) => (1, 0),
                _ => throw new InvalidImageException(
                    $"The pixel at y {i / stored.Shape.Width}, x {i % stored.Shape.Width} has the colour ({no}, {yes}, {seen}). In a colour image of annotations, (0, 255, 255) is an object, " +
                    "(255, 0, 255) background, (0, 0, 255) and (0, 0, 0) unknown; label numbers are stored as gray values."),
            };
        }
        return new Annotation(LabelImage.Adopt(isObject, stored.Shape), LabelImage.Adopt(isBackground, stored.Shape));
    }

    private static float[] Expand(ReadOnlySpan<byte> indices, byte[] palette)
    {
        var values = new float[3 * indices.Length];
        for (int i = 0; i < indices.Length; i++)
            for (int channel = 0; channel < 3; channel++)
                values[channel * indices.Length + i] = palette[3 * indices[i] + channel];
        return values;
    }
}
