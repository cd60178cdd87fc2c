namespace Cellulus;

/// <summary>
/// Draws star-convex objects on the grid of the image, band by band (<see cref="DrawnBand"/>): corners keep their place between its pixels,
/// so borders are as smooth as they
/// were told. Of an object, the largest piece stays.
/// </summary>
internal static class StarDrawing
{
    private const int RowsPerItem = 16;

    /// <summary>Draws.</summary>
    /// <param name="candidates">On the network's grid.</param>
    /// <param name="kept">Which to draw, the best first.</param>
    /// <param name="target">Grid of the labels, over the same extent.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Label i for the candidate at i - 1 in <paramref name="kept"/>.</returns>
    public static LabelImage Draw(StarCandidates candidates, int[] kept, ImageShape target, StageExecution execution)
    {
        var labels = new int[target.CheckedLength()];
        var scale = new GridScale(candidates.Shape, target);
        MicroscopyImage? foreground = candidates.Field?.Foreground;
        GridBox[] boxes = Array.ConvertAll(kept, c => BoxOf(candidates, c, scale));
        int bands = (target.Height + RowsPerItem - 1) / RowsPerItem;
        ParallelWork.For(target.Depth * bands, execution, item =>
        {
            int z = item / bands, y = item % bands * RowsPerItem;
            var rows = new GridBox(z, y, 0, z + 1, Math.Min(y + RowsPerItem, target.Height), target.Width);
            var band = new DrawnBand(candidates, foreground, scale, rows);
            Span<int> drawn = labels.AsSpan(target.IndexOf(z, y, 0), rows.Shape.CheckedLength());
            for (int i = 0; i < kept.Length; i++)
                if (boxes[i].Intersect(rows) is { IsEmpty: false } part)
                    band.Add(kept[i], i + 1, part, drawn);
        });
        // Beyond a gap in the foreground lies something else.
        if (foreground is not null)
            LargestPieces.Keep(labels, target, kept.Length);
        return LabelImage.Adopt(labels, target);
    }

    private static GridBox BoxOf(StarCandidates candidates, int candidate, GridScale scale)
    {
        (int z, int y, int x) = candidates.CentreOf(candidate);
        return scale.BoxAround(z, y, x, DrawnBand.ReachIn(candidates) * candidates.ReachOf(candidate));
    }
}
