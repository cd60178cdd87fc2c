namespace Cellulus;

/// <summary>
/// Brings labels from the network's grid to that of the image. Each pixel takes the label with the greatest weight among the
/// pixels it would be interpolated from, so borders run smoothly instead of in blocks and no label is invented. Ties go to the
/// lower label, background included.
/// </summary>
internal static class LabelRescaling
{
    /// <summary>Rescales labels.</summary>
    /// <param name="labels">Labels.</param>
    /// <param name="shape">Extent of the result.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>Labels on the new grid; <paramref name="labels"/> itself when the extent is the same. An object smaller than a new pixel may vanish.</returns>
    public static LabelImage Rescale(LabelImage labels, ImageShape shape, StageExecution? execution = null)
    {
        ImageShape from = labels.Shape;
        if (from == shape)
            return labels;
        var target = new int[shape.CheckedLength()];
        var z = new RescalingWeights(from.Depth, shape.Depth);
        var y = new RescalingWeights(from.Height, shape.Height);
        var x = new RescalingWeights(from.Width, shape.Width);
        ParallelWork.For(shape.Depth * shape.Height, execution ?? StageExecution.Default, row =>
        {
            var votes = new LabelVotes();
            int targetZ = row / shape.Height, targetY = row % shape.Height;
            for (int targetX = 0; targetX < shape.Width; targetX++)
            {
                Vote(labels, (z.First(targetZ), y.First(targetY), x.First(targetX)), z.Weights(targetZ), y.Weights(targetY), x.Weights(targetX), ref votes);
                target[row * shape.Width + targetX] = votes.TakeWinner();
            }
        });
        return LabelImage.Adopt(target, shape);
    }

    private static void Vote(
        LabelImage labels, (int Z, int Y, int X) first, ReadOnlySpan<float> wz, ReadOnlySpan<float> wy, ReadOnlySpan<float> wx, ref LabelVotes votes)
    {
        for (int z = 0; z < wz.Length; z++)
            for (int y = 0; y < wy.Length; y++)
            {
                ReadOnlySpan<int> row = labels.Labels.Slice(labels.Shape.IndexOf(first.Z + z, first.Y + y, first.X), wx.Length);
                for (int x = 0; x < row.Length; x++)
                    votes.Add(row[x], wz[z] * wy[y] * wx[x]);
            }
    }
}
