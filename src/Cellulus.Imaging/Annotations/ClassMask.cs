namespace Cellulus.Imaging;

/// <summary>
/// Masks as QuickAnnotator draws them (Miao et al. 2021): the first channel says that a pixel is no object, the second that it is one, the third that somebody has
/// looked. Objects are not told apart.
/// </summary>
internal static class ClassMask
{
    private const int Set = 255;

    /// <summary>Reads one.</summary>
    /// <param name="stored">Three channels, one time point.</param>
    /// <returns>All objects with the number 1.</returns>
    /// <exception cref="InvalidImageException">A colour says something else.</exception>
    public static Annotation Read(StoredImage stored)
    {
        ReadOnlySpan<float> values = stored.ToImage().Pixels;
        int length = (int)stored.Shape.PixelCount;
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
}
