namespace Cellulus;

/// <summary>
/// Likely object centres: pixels where the offset, less its mean over the foreground, is locally shortest. The network knows
/// offsets up to a constant only; the mean stands for it.
/// </summary>
internal static class OffsetSeeds
{
    private const double SmoothingSigma = 2;

    /// <summary>Mean offset over the given pixels, in px; zero if there are none.</summary>
    public static EmbeddedPosition MeanOffset(EmbeddingField embedding, ReadOnlySpan<int> pixels)
    {
        Span<double> mean = stackalloc double[3];
        mean.Clear();
        if (pixels.IsEmpty)
            return default;
        for (int c = 0; c < embedding.Components; c++)
        {
            ReadOnlySpan<float> offsets = embedding.GetOffsets(c);
            foreach (int pixel in pixels)
                mean[c] += offsets[pixel];
            mean[c] /= pixels.Length;
        }
        return new EmbeddedPosition(mean[0], mean[1], mean[2]);
    }

    /// <summary>Length of the offset less a constant, per pixel, in px.</summary>
    public static double[] OffsetLength(EmbeddingField embedding, EmbeddedPosition constant)
    {
        var length = new double[embedding.Uncertainty.Length];
        ReadOnlySpan<float> x = embedding.GetOffsets(0), y = embedding.GetOffsets(1), z = embedding.Components == 3 ? embedding.GetOffsets(2) : [];
        for (int i = 0; i < length.Length; i++)
        {
            double dx = x[i] - constant.X, dy = y[i] - constant.Y, dz = z.IsEmpty ? 0 : z[i] - constant.Z;
            length[i] = Math.Sqrt(dx * dx + dy * dy + dz * dz);
        }
        return length;
    }

    /// <summary>Seeds in px of the grid, shortest smoothed offset first.</summary>
    public static EmbeddedPoints Find(EmbeddingField embedding, EmbeddedPosition constant, StageExecution execution)
    {
        ImageShape shape = embedding.Shape;
        double[] length = GaussianFilter.Smooth<double>(OffsetLength(embedding, constant), shape, SmoothingSigma, execution);
        System.Numerics.Tensors.TensorPrimitives.Negate<double>(length, length);
        int[] pixels = LocalMaxima.Find(length, shape);
        return new EmbeddedPoints(
            Array.ConvertAll(pixels, p => (double)(p % shape.Width)),
            Array.ConvertAll(pixels, p => (double)(p / shape.Width % shape.Height)),
            embedding.Components == 3 ? Array.ConvertAll(pixels, p => (double)(p / shape.Width / shape.Height)) : null);
    }
}
