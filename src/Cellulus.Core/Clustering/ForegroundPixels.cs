namespace Cellulus;

/// <summary>The foreground as a list of pixel indices.</summary>
internal static class ForegroundPixels
{
    /// <summary>Indices of the pixels in the foreground, rising.</summary>
    public static int[] List(ForegroundMask foreground)
    {
        ReadOnlySpan<bool> mask = foreground.Pixels;
        var pixels = new int[foreground.Count];
        int n = 0;
        for (int i = 0; n < pixels.Length; i++)
            if (mask[i])
                pixels[n++] = i;
        return pixels;
    }

    /// <summary>Throws if a field and a mask do not lie on the same grid.</summary>
    public static void CheckShape(EmbeddingField embedding, ForegroundMask foreground)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        ArgumentNullException.ThrowIfNull(foreground);
        if (embedding.Shape != foreground.Shape)
            throw new ArgumentException($"The foreground is {foreground.Shape}, the embedding {embedding.Shape}; both must lie on the same grid.", nameof(foreground));
    }
}
