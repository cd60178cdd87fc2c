namespace Cellulus;

/// <summary>
/// Standard deviation of white noise in an image, from the mean response to a mask that vanishes on planes and edges
/// (Immerkaer: "Fast noise variance estimation", 1996). Slice by slice.
/// </summary>
internal static class NoiseLevel
{
    /// <summary>Estimates the noise; 0 for images too small for the 3 x 3 mask.</summary>
    public static double Estimate(ReadOnlySpan<float> values, ImageShape shape)
    {
        if (shape.Height < 3 || shape.Width < 3)
            return 0;
        double sum = 0;
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 1; y < shape.Height - 1; y++)
            {
                ReadOnlySpan<float> above = Row(values, z, y - 1), here = Row(values, z, y), below = Row(values, z, y + 1);
                for (int x = 1; x < here.Length - 1; x++)
                    sum += Math.Abs(above[x - 1] - 2 * above[x] + above[x + 1]
                        - 2 * (here[x - 1] - 2 * here[x] + here[x + 1])
                        + below[x - 1] - 2 * below[x] + below[x + 1]);
            }
        // The mask has a norm of 6; sqrt(pi / 2) turns a mean absolute value into a standard deviation.
        return Math.Sqrt(Math.PI / 2) * sum / (6.0 * shape.Depth * (shape.Height - 2) * (shape.Width - 2));

        ReadOnlySpan<float> Row(ReadOnlySpan<float> all, int z, int y) => all.Slice(shape.IndexOf(z, y, 0), shape.Width);
    }
}
