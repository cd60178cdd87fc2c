using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>
/// Resamples regions of an image such that each has the values that it has when the whole is resampled, bit for bit. Weights are those
/// of the whole; axes go one after the other: slices, rows, columns.
/// </summary>
internal sealed class RegionRescaling(ImageShape from, ImageShape to)
{
    private readonly RescalingWeights _z = new(from.Depth, to.Depth), _y = new(from.Height, to.Height), _x = new(from.Width, to.Width);

    public ImageShape To => to;

    /// <summary>The source pixels that a region of the target is made from.</summary>
    public GridBox SourceOf(GridBox target)
    {
        (int z0, int z1) = _z.SourceOf(target.Z0, target.Z1);
        (int y0, int y1) = _y.SourceOf(target.Y0, target.Y1);
        (int x0, int x1) = _x.SourceOf(target.X0, target.X1);
        return new GridBox(z0, y0, x0, z1, y1, x1);
    }

    /// <summary>Resamples values, order (channel, z, y, x).</summary>
    /// <param name="values">Values of the source region.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="source">The source region; holds <see cref="SourceOf"/> of the target.</param>
    /// <param name="target">The region wanted.</param>
    /// <param name="execution">Threads and cancellation.</param>
    public float[] Resample(float[] values, int channels, GridBox source, GridBox target, StageExecution execution)
    {
        ImageShape s = source.Shape, t = target.Shape;
        if (from.Depth != to.Depth)
            values = AddRows(values, channels, (source.Z0, s.Depth), (target.Z0, t.Depth), s.Height * s.Width, _z, execution);
        else if (s.Depth != t.Depth)
            throw new ArgumentException("An axis that is not rescaled needs the slices of the target.", nameof(source));
        if (from.Height != to.Height)
            values = AddRows(values, channels * t.Depth, (source.Y0, s.Height), (target.Y0, t.Height), s.Width, _y, execution);
        return from.Width != to.Width ? ResampleRows(values, channels * t.Depth * t.Height, (source.X0, s.Width), (target.X0, t.Width), _x, execution) : values;
    }

    /// <summary>Resamples the middle axis: source (outer, length, inner) to target (outer, length, inner).</summary>
    private static float[] AddRows(
        float[] source, int outer, (int First, int Length) from, (int First, int Length) to, int inner, RescalingWeights weights, StageExecution execution)
    {
        float[] target = GC.AllocateUninitializedArray<float>(checked(outer * to.Length * inner));
        ParallelWork.For(outer * to.Length, execution, item =>
        {
            (int block, int position) = Math.DivRem(item, to.Length);
            ReadOnlySpan<float> w = weights.Weights(to.First + position);
            int first = block * from.Length + weights.First(to.First + position) - from.First;
            Span<float> row = target.AsSpan(item * inner, inner);
            TensorPrimitives.Multiply(source.AsSpan(first * inner, inner), w[0], row);
            for (int i = 1; i < w.Length; i++)
                TensorPrimitives.MultiplyAdd(source.AsSpan((first + i) * inner, inner), w[i], row, row);
        });
        return target;
    }

    private static float[] ResampleRows(
        float[] source, int rows, (int First, int Length) from, (int First, int Length) to, RescalingWeights weights, StageExecution execution)
    {
        float[] target = GC.AllocateUninitializedArray<float>(checked(rows * to.Length));
        ParallelWork.For(rows, execution, row =>
        {
            ReadOnlySpan<float> line = source.AsSpan(row * from.Length, from.Length);
            for (int x = 0; x < to.Length; x++)
            {
                ReadOnlySpan<float> w = weights.Weights(to.First + x);
                ReadOnlySpan<float> s = line.Slice(weights.First(to.First + x) - from.First, w.Length);
                float sum = 0;
                for (int i = 0; i < w.Length; i++)
                    sum += w[i] * s[i];
                target[row * to.Length + x] = sum;
            }
        });
        return target;
    }

    /// <summary>Labels of a region by vote; see <see cref="LabelRescaling"/>.</summary>
    /// <param name="labels">Labels of the source region.</param>
    /// <param name="background">Probability of each of its pixels to be background; empty where labels are all that is known.</param>
    /// <param name="source">The source region; holds <see cref="SourceOf"/> of the target.</param>
    /// <param name="target">The region wanted.</param>
    /// <param name="result">Takes its labels.</param>
    /// <param name="execution">Threads and cancellation.</param>
    public void Vote(
        ReadOnlyMemory<int> labels, ReadOnlyMemory<float> background, GridBox source, GridBox target, Memory<int> result, StageExecution execution)
    {
        ImageShape s = source.Shape, t = target.Shape;
        ParallelWork.For(t.Depth * t.Height, execution, row =>
        {
            var votes = new LabelVotes();
            int z = target.Z0 + row / t.Height, y = target.Y0 + row % t.Height;
            ReadOnlySpan<float> wz = _z.Weights(z), wy = _y.Weights(y);
            Span<int> line = result.Span.Slice(row * t.Width, t.Width);
            for (int x = 0; x < line.Length; x++)
            {
                ReadOnlySpan<float> wx = _x.Weights(target.X0 + x);
                int first = s.IndexOf(_z.First(z) - source.Z0, _y.First(y) - source.Y0, _x.First(target.X0 + x) - source.X0);
                for (int dz = 0; dz < wz.Length; dz++)
                    for (int dy = 0; dy < wy.Length; dy++)
                    {
                        int at = first + s.IndexOf(dz, dy, 0);
                        ReadOnlySpan<int> from = labels.Span.Slice(at, wx.Length);
                        ReadOnlySpan<float> unsure = background.IsEmpty ? default : background.Span.Slice(at, wx.Length);
                        for (int dx = 0; dx < from.Length; dx++)
                        {
                            float weight = wz[dz] * wy[dy] * wx[dx];
                            if (unsure.IsEmpty)
                                votes.Add(from[dx], weight);
                            else
                                votes.Add(from[dx], weight, unsure[dx]);
                        }
                    }
                line[x] = background.IsEmpty ? votes.TakeWinner() : votes.TakeProbable();
            }
        });
    }
}
