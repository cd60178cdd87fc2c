namespace Cellulus;

/// <summary>A pixel an object wants, and the squared distance in px^2 of the pixel to the object's cluster.</summary>
internal readonly record struct PixelClaim(int Pixel, int SquaredDistance)
{
    /// <summary>Gives every pixel to the nearest of those that claim it, the first if equally near.</summary>
    /// <param name="claims">Claims of each object.</param>
    /// <param name="labels">Label of each object.</param>
    /// <param name="length">Number of pixels of the image.</param>
    public static int[] Settle(PixelClaim[][] claims, int[] labels, int length)
    {
        int[] result = new int[length], nearest = new int[length];
        for (int o = 0; o < claims.Length; o++)
            foreach ((int pixel, int squared) in claims[o])
                if (result[pixel] == 0 || squared < nearest[pixel])
                    (result[pixel], nearest[pixel]) = (labels[o], squared);
        return result;
    }
}
