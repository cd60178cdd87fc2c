using System.Numerics;
using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Gaussian smoothing, separable, mirrored at the border with the border pixel repeated, kernel cut at four sigma.</summary>
internal static class GaussianFilter
{
    private const double Truncate = 4;

    /// <summary>Smooths (z, y, x) values along every axis longer than one pixel.</summary>
    public static T[] Smooth<T>(ReadOnlySpan<T> values, ImageShape shape, double sigma, StageExecution execution)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] kernel = Kernel<T>(sigma), from = values.ToArray(), to = new T[from.Length];
        int width = shape.Width, plane = shape.Height * width;
        if (shape.Depth > 1)
        {
            SmoothAcross(from, to, kernel, shape.Depth, plane, execution);
            (from, to) = (to, from);
        }
        if (shape.Height > 1)
        {
            SmoothAcross(from, to, kernel, shape.Height, width, execution);
            (from, to) = (to, from);
        }
        if (width == 1)
            return from;
        SmoothAlong(from, to, kernel, width, execution);
        return to;
    }

    /// <summary>Pixels on either side that a smoothed one depends on.</summary>
    public static int Radius(double sigma) => (int)(Truncate * sigma + 0.5);

    private static T[] Kernel<T>(double sigma) where T : IFloatingPointIeee754<T>
    {
        int radius = Radius(sigma);
        var weights = new double[2 * radius + 1];
        for (int i = -radius; i <= radius; i++)
            weights[i + radius] = Math.Exp(-0.5 / (sigma * sigma) * i * i);
        double sum = weights.Sum();
        return Array.ConvertAll(weights, w => T.CreateTruncating(w / sum));
    }

    /// <summary>Along an axis whose neighbours lie <paramref name="stride"/> values apart: whole lines of that length are added.</summary>
    private static void SmoothAcross<T>(T[] from, T[] to, T[] kernel, int extent, int stride, StageExecution execution)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int radius = kernel.Length / 2;
        ParallelWork.For(from.Length / stride, execution, line =>
        {
            int block = line / extent * extent, at = line - block;
            Span<T> sum = to.AsSpan(line * stride, stride);
            sum.Clear();
            for (int k = -radius; k <= radius; k++)
                TensorPrimitives.MultiplyAdd(from.AsSpan((block + Mirror(at + k, extent)) * stride, stride), kernel[k + radius], sum, sum);
        });
    }

    private static void SmoothAlong<T>(T[] from, T[] to, T[] kernel, int width, StageExecution execution)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int RowsPerItem = 16;
        int radius = kernel.Length / 2, rows = from.Length / width;
        ParallelWork.For((rows + RowsPerItem - 1) / RowsPerItem, execution, item =>
        {
            var padded = new T[width + 2 * radius];
            for (int row = item * RowsPerItem; row < Math.Min(rows, (item + 1) * RowsPerItem); row++)
            {
                Span<T> source = from.AsSpan(row * width, width), sum = to.AsSpan(row * width, width);
                source.CopyTo(padded.AsSpan(radius));
                for (int k = 1; k <= radius; k++)
                {
                    padded[radius - k] = source[Mirror(-k, width)];
                    padded[radius + width - 1 + k] = source[Mirror(width - 1 + k, width)];
                }
                sum.Clear();
                for (int k = 0; k < kernel.Length; k++)
                    TensorPrimitives.MultiplyAdd(padded.AsSpan(k, width), kernel[k], sum, sum);
            }
        });
    }

    /// <summary>... c b a | a b c d | d c b ...</summary>
    private static int Mirror(int i, int extent)
    {
        int period = 2 * extent;
        i = ((i % period) + period) % period;
        return i < extent ? i : period - 1 - i;
    }
}
