namespace Cellulus;

/// <summary>
/// Of candidates that overlap, keeps the best: each candidate stays unless one that stays and is better overlaps it by
/// more than a threshold. Overlap is what both would draw, as a share of the smaller, counted exactly in pixels; so polygons and
/// polyhedra are one thing, and what is compared is what comes out. Of their union, a piece within a large object would be but little.
/// </summary>
internal static class NonMaximumSuppression
{
    /// <summary>Candidates whose pixels are held at once.</summary>
    private const int Batch = 2048;

    private const int PerItem = 64;

    /// <summary>Chooses.</summary>
    /// <param name="candidates">Candidates.</param>
    /// <param name="order">All of them, the best first: <see cref="StarRanking"/>.</param>
    /// <param name="overlapThreshold">Share of the smaller that two objects may share, 0 to 1.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Those that stay with their pixels, the best first.</returns>
    public static IReadOnlyList<(int Candidate, StarPixels Pixels)> Select(StarCandidates candidates, int[] order, double overlapThreshold, StageExecution execution)
    {
        if (candidates.Count == 0)
            return [];
        int cellSide = Math.Max(8, candidates.Reach);
        var placed = new PlacedObjects(cellSide);
        var kept = new List<(int Candidate, StarPixels Pixels)>();
        var left = new StarPixels?[Batch];
        for (int start = 0; start < order.Length; start += Batch)
        {
            int count = Math.Min(Batch, order.Length - start), from = start;
            // Most candidates fall to objects of the batches before: on many threads, since none of those changes.
            ParallelWork.For((count + PerItem - 1) / PerItem, execution, item =>
            {
                for (int i = item * PerItem; i < Math.Min(count, (item + 1) * PerItem); i++)
                {
                    var pixels = candidates.PixelsOf(order[from + i]);
                    left[i] = placed.AnyOverlaps(pixels, overlapThreshold) ? null : pixels;
                }
            });
            // The rest of a batch is settled among itself, in its order.
            var newcomers = new PlacedObjects(cellSide);
            for (int i = 0; i < count; i++)
            {
                if (left[i] is not { } pixels || newcomers.AnyOverlaps(pixels, overlapThreshold))
                    continue;
                newcomers.Add(pixels);
                kept.Add((order[start + i], pixels));
                placed.Add(pixels);
            }
        }
        return kept;
    }
}
