using System.Numerics.Tensors;

namespace Cellulus.Scenes;

/// <summary>Random fields of mean about 0 and standard deviation 1: normal values on a lattice, between them a cubic B-spline.</summary>
internal static class SmoothNoise
{
    /// <summary>A field of one grain.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="grain">Distance of the lattice's points in pixels; up to 1 is white noise.</param>
    public static float[] Of(SceneRandom random, ImageShape shape, double grain)
    {
        (int depth, int height, int width) = grain <= 1 ? (shape.Depth, shape.Height, shape.Width) : (Points(shape.Depth), Points(shape.Height), Points(shape.Width));
        float[] values = new float[depth * height * width];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)random.Normal();
        if (grain <= 1)
            return values;
        values = Along(values, height * depth, width, 1, shape.Width, grain);
        values = Along(values, depth, height, shape.Width, shape.Height, grain);
        if (shape.Depth > 1)
            values = Along(values, 1, depth, shape.Width * shape.Height, shape.Depth, grain);
        return Standardised(values);

        int Points(int side) => side == 1 ? 1 : (int)((side - 1) / grain) + 4;
    }

    /// <summary>Grains of 1 to 16 px, each with a weight of its own.</summary>
    public static float[] MultiScale(SceneRandom random, ImageShape shape)
    {
        var sum = new float[shape.PixelCount];
        for (double grain = 1; grain <= 16; grain *= 2)
        {
            double weight = random.Uniform(0, 1);
            TensorPrimitives.MultiplyAdd(Of(random, shape, grain), (float)(weight * weight), sum, sum);
        }
        return Standardised(sum);
    }

    // Summed one by one: sums of vectors depend on their width.
    private static float[] Standardised(float[] values)
    {
        double sum = 0, squares = 0;
        foreach (float value in values)
            (sum, squares) = (sum + value, squares + (double)value * value);
        double mean = sum / values.Length, deviation = Math.Sqrt(Math.Max(0, squares / values.Length - mean * mean));
        TensorPrimitives.Subtract(values, (float)mean, values);
        TensorPrimitives.Multiply(values, (float)(1 / (deviation + 1e-6)), values);
        return values;
    }

    /// <summary>Spline along one axis; lines of <paramref name="stride"/> values stay together.</summary>
    private static float[] Along(float[] points, int blocks, int count, int stride, int extent, double grain)
    {
        var values = new float[blocks * extent * stride];
        Span<float> weights = stackalloc float[4];
        for (int i = 0; i < extent; i++)
        {
            double at = i / grain;
            int first = (int)at;
            Spline(at - first, weights);
            for (int block = 0; block < blocks; block++)
            {
                Span<float> sum = values.AsSpan((block * extent + i) * stride, stride);
                for (int k = 0; k < 4; k++)
                    TensorPrimitives.MultiplyAdd(points.AsSpan((block * count + Math.Min(first + k, count - 1)) * stride, stride), weights[k], sum, sum);
            }
        }
        return values;
    }

    private static void Spline(double t, Span<float> weights)
    {
        double u = 1 - t;
        weights[0] = (float)(u * u * u / 6);
        weights[1] = (float)((3 * t * t * t - 6 * t * t + 4) / 6);
        weights[2] = (float)((3 * u * u * u - 6 * u * u + 4) / 6);
        weights[3] = (float)(t * t * t / 6);
    }
}
