using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Points in embedding space as one array a coordinate, in pixels. Points without z are those of planes.</summary>
internal sealed class EmbeddedPoints
{
    public EmbeddedPoints(double[] x, double[] y, double[]? z = null)
        : this(x, y, z, x.Length) { }

    private EmbeddedPoints(double[] x, double[] y, double[]? z, int count) => (X, Y, Z, Count) = (x, y, z, count);

    public double[] X { get; }
    public double[] Y { get; }
    public double[]? Z { get; }
    public int Count { get; }

    public EmbeddedPosition this[int i] => new(X[i], Y[i], Z is null ? 0 : Z[i]);

    /// <summary>Pixel position plus offset of each of the given pixels, minus one constant.</summary>
    /// <param name="field">Offsets.</param>
    /// <param name="pixels">Indices of pixels, order (z, y, x).</param>
    /// <param name="constant">What to subtract, x, y(, z).</param>
    /// <param name="origin">Where the field begins in the whole that positions are those of.</param>
    /// <exception cref="CellulusException">An offset is NaN or infinite.</exception>
    public static EmbeddedPoints FromField(
        EmbeddingField field, ReadOnlySpan<int> pixels, EmbeddedPosition constant = default, (int Z, int Y, int X) origin = default)
    {
        double[] x = new double[pixels.Length], y = new double[pixels.Length];
        double[]? z = field.Components == 3 ? new double[pixels.Length] : null;
        ReadOnlySpan<float> dx = field.GetOffsets(0), dy = field.GetOffsets(1), dz = z is null ? [] : field.GetOffsets(2);
        int width = field.Shape.Width, height = field.Shape.Height;
        for (int i = 0; i < pixels.Length; i++)
        {
            int pixel = pixels[i], row = pixel / width;
            x[i] = origin.X + pixel - row * width + (double)dx[pixel] - constant.X;
            y[i] = origin.Y + row % height + (double)dy[pixel] - constant.Y;
            if (z is not null)
                z[i] = origin.Z + row / height + (double)dz[pixel] - constant.Z;
        }
        // None of no values is finite.
        if (x.Length == 0)
            return new EmbeddedPoints(x, y, z);
        if (!TensorPrimitives.IsFiniteAll<double>(x) || !TensorPrimitives.IsFiniteAll<double>(y) || (z is not null && !TensorPrimitives.IsFiniteAll<double>(z)))
            throw new CellulusException("The embedding of the foreground holds values that are NaN or infinite. The model that made it is broken; train or load it anew.");
        return new EmbeddedPoints(x, y, z);
    }

    /// <summary>The points at the given indices, in that order.</summary>
    /// <param name="indices">Indices.</param>
    /// <param name="padding">Zeros that the arrays hold beyond the points, so that vectors may be read from any point on.</param>
    public EmbeddedPoints Select(ReadOnlySpan<int> indices, int padding = 0) =>
        new(Pick(X, indices, padding), Pick(Y, indices, padding), Z is null ? null : Pick(Z, indices, padding), indices.Length);

    private static double[] Pick(double[] values, ReadOnlySpan<int> indices, int padding)
    {
        var picked = new double[indices.Length + padding];
        for (int i = 0; i < indices.Length; i++)
            picked[i] = values[indices[i]];
        return picked;
    }
}
