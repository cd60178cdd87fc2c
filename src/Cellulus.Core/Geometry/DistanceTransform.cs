using System.Numerics;

namespace Cellulus;

/// <summary>
/// Exact Euclidean distances in integers, one axis after the other: along a row by counting, across rows and slices as the
/// lower envelope of parabolas (Meijster, Roerdink, Hesselink 2000), or by trial where an axis is short.
/// </summary>
internal static class DistanceTransform
{
    /// <summary>The distance where there is no pixel to measure to.</summary>
    public const int Infinite = int.MaxValue;

    private const int LinesPerItem = 32;

    /// <summary>Up to this extent, trying every distance on a vector of lines takes less time than the envelopes, whatever the
    /// mask.</summary>
    private const int ShortExtent = 128;

    /// <summary>Squared distance in px^2 from every pixel to the nearest one that is false; 0 for those.</summary>
    public static int[] SquaredToFalse(ReadOnlySpan<bool> mask, ImageShape shape, StageExecution execution)
    {
        var squared = new int[mask.Length];
        SquaredToFalse(mask, squared, shape, execution);
        return squared;
    }

    /// <inheritdoc cref="SquaredToFalse(ReadOnlySpan{bool}, ImageShape, StageExecution)"/>
    /// <param name="mask">Order (z, y, x).</param>
    /// <param name="squared">Receives the distances; may be longer than the mask.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="execution">Threads, cancellation.</param>
    public static void SquaredToFalse(ReadOnlySpan<bool> mask, int[] squared, ImageShape shape, StageExecution execution)
    {
        for (int row = 0; row < mask.Length; row += shape.Width)
            AlongRow(mask.Slice(row, shape.Width), squared.AsSpan(row, shape.Width));
        if (shape.Height > 1)
            Across(squared, shape.Depth, shape.Height, shape.Width, execution);
        if (shape.Depth > 1)
            Across(squared, 1, shape.Depth, shape.Height * shape.Width, execution);
    }

    private static void AlongRow(ReadOnlySpan<bool> mask, Span<int> squared)
    {
        int last = int.MinValue;
        for (int x = 0; x < mask.Length; x++)
        {
            if (!mask[x])
                last = x;
            squared[x] = last < 0 ? Infinite : Square(x - last);
        }
        last = int.MaxValue;
        for (int x = mask.Length - 1; x >= 0; x--)
        {
            if (!mask[x])
                last = x;
            else if (last != int.MaxValue)
                squared[x] = Math.Min(squared[x], Square(last - x));
        }
    }

    /// <summary>Works on lines whose values lie <paramref name="stride"/> apart, in <paramref name="blocks"/> blocks.</summary>
    private static void Across(int[] squared, int blocks, int extent, int stride, StageExecution execution)
    {
        if (extent <= ShortExtent && stride >= Vector<uint>.Count)
        {
            AcrossShort(squared, blocks, extent, stride, execution);
            return;
        }
        int itemsPerBlock = (stride + LinesPerItem - 1) / LinesPerItem;
        ParallelWork.For(blocks * itemsPerBlock, execution, item =>
        {
            int start = item / itemsPerBlock * extent * stride, from = item % itemsPerBlock * LinesPerItem, lines = Math.Min(LinesPerItem, stride - from);
            start += from;
            // Gathered first: a line of a wide image touches one cache line per value.
            var gathered = new int[lines * extent];
            int[] sites = new int[extent], starts = new int[extent];
            for (int i = 0; i < extent; i++)
                for (int line = 0; line < lines; line++)
                    gathered[line * extent + i] = squared[start + i * stride + line];
            for (int line = 0; line < lines; line++)
                LowerEnvelope(gathered.AsSpan(line * extent, extent), squared.AsSpan(start + line), stride, sites, starts);
        });
    }

    /// <summary>The same for short lines, a vector of them at once: every distance is tried until none can be nearer.</summary>
    private static void AcrossShort(int[] squared, int blocks, int extent, int stride, StageExecution execution)
    {
        var values = new uint[blocks * extent * stride];
        Buffer.BlockCopy(squared, 0, values, 0, values.Length * sizeof(int));
        ParallelWork.For((blocks * extent + LinesPerItem - 1) / LinesPerItem, execution, item =>
        {
            for (int row = item * LinesPerItem; row < Math.Min(blocks * extent, (item + 1) * LinesPerItem); row++)
                for (int x = 0; x < stride; x += Vector<uint>.Count)
                {
                    // The last vector begins early enough to end with the row.
                    int i = row * stride + Math.Min(x, stride - Vector<uint>.Count);
                    LeastAt(values, i, stride, row % extent, extent).CopyTo(squared, i);
                }
        });
    }

    private static Vector<int> LeastAt(uint[] values, int i, int stride, int at, int extent)
    {
        var least = new Vector<uint>(values, i);
        for (int d = 1; d < extent; d++)
        {
            var square = new Vector<uint>((uint)(d * d));
            if (Vector.LessThanOrEqualAll(least, square))
                break;
            if (d <= at)
                least = Vector.Min(least, new Vector<uint>(values, i - d * stride) + square);
            if (at + d < extent)
                least = Vector.Min(least, new Vector<uint>(values, i + d * stride) + square);
        }
        return Vector.AsVectorInt32(Vector.Min(least, new Vector<uint>(Infinite)));
    }

    /// <summary>For every i the least of values[j] + (i - j)^2, written <paramref name="stride"/> apart.</summary>
    private static void LowerEnvelope(ReadOnlySpan<int> values, Span<int> result, int stride, int[] sites, int[] starts)
    {
        int top = -1;
        for (int u = 0; u < values.Length; u++)
        {
            if (values[u] == Infinite)
                continue;
            while (top >= 0 && Parabola(values, sites[top], starts[top]) > Parabola(values, u, starts[top]))
                top--;
            if (top < 0)
            {
                (top, sites[0], starts[0]) = (0, u, 0);
                continue;
            }
            int s = sites[top];
            // Quotients of integers this small are never rounded up to the next integer, and doubles divide faster.
            long start = 1 + (long)Math.Floor(((double)((long)u * u - (long)s * s + values[u] - values[s])) / (2L * (u - s)));
            if (start < values.Length)
            {
                top++;
                (sites[top], starts[top]) = (u, (int)start);
            }
        }
        for (int i = values.Length - 1; i >= 0 && top >= 0; i--)
        {
            result[i * stride] = (int)Math.Min(Parabola(values, sites[top], i), Infinite);
            if (i == starts[top])
                top--;
        }
    }

    private static long Parabola(ReadOnlySpan<int> values, int site, int at) => (long)(at - site) * (at - site) + values[site];

    private static int Square(int d) => d <= 46340 ? d * d : Infinite;
}
