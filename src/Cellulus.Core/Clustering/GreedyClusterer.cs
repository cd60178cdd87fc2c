namespace Cellulus;

/// <summary>
/// Takes the most certain pixel left, and with it all whose embeddings lie close to its own, as one object; again, until no
/// certain pixel is left. A proposal of which half or more belongs to earlier objects is rejected.
/// The alternative to <see cref="MeanShiftClusterer"/>: leaves stray pixels unlabelled.
/// </summary>
public sealed class GreedyClusterer : IInstanceClusterer
{
    /// <summary>A clusterer.</summary>
    /// <param name="options">Default: bandwidth half the object diameter, seeds down to a score of 0.9.</param>
    public GreedyClusterer(GreedyOptions? options = null) => Options = options ?? new GreedyOptions();

    /// <summary>What the clusterer was made with.</summary>
    public GreedyOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="CellulusException">An embedding of the foreground is NaN or infinite.</exception>
    public LabelImage Cluster(EmbeddingField embedding, ForegroundMask foreground, StageExecution execution)
    {
        ForegroundPixels.CheckShape(embedding, foreground);
        ArgumentNullException.ThrowIfNull(execution);
        int[] pixels = ForegroundPixels.List(foreground);
        if (pixels.Length == 0)
            return LabelImage.Empty(embedding.Shape);
        double bandwidth = Options.Bandwidth ?? 0.5 * embedding.ObjectDiameter;
        double minSize = Options.MinObjectSize ?? ObjectSize.Smallest(embedding.ObjectDiameter, embedding.Shape);
        // exp(-d^2 / (2 bandwidth^2)) > 1/2
        double squaredReach = 2 * Math.Log(2) * bandwidth * bandwidth;
        EmbeddedPoints points = EmbeddedPoints.FromField(embedding, pixels);
        execution.CancellationToken.ThrowIfCancellationRequested();
        var grid = new PointGrid(points, Math.Sqrt(squaredReach) / 2);
        execution.CancellationToken.ThrowIfCancellationRequested();
        var isFree = new bool[pixels.Length];
        Array.Fill(isFree, true);
        var labels = new int[foreground.Pixels.Length];
        var proposal = new List<int>();
        int objects = 0;
        foreach (int seed in OrderedSeeds(embedding, pixels))
        {
            if (!isFree[seed])
                continue;
            execution.CancellationToken.ThrowIfCancellationRequested();
            isFree[seed] = false;
            Collect(grid, points[seed], squaredReach, proposal);
            int free = proposal.Count(i => isFree[i]);
            if (proposal.Count > minSize && 2L * free > proposal.Count)
            {
                objects++;
                foreach (int i in proposal)
                    labels[pixels[i]] = objects;
            }
            foreach (int i in proposal)
                isFree[i] = false;
        }
        LabelNumbering.CloseGaps(labels);
        return LabelImage.Adopt(labels, embedding.Shape);
    }

    /// <summary>Foreground points that may found an object, the most certain first, equal ones in pixel order.</summary>
    private int[] OrderedSeeds(EmbeddingField embedding, int[] pixels)
    {
        ReadOnlySpan<float> uncertainty = embedding.Uncertainty;
        double low = System.Numerics.Tensors.TensorPrimitives.Min(uncertainty), range = System.Numerics.Tensors.TensorPrimitives.Max(uncertainty) - low;
        var seeds = new List<(double Score, int Point)>();
        for (int i = 0; i < pixels.Length; i++)
        {
            double score = range > 0 ? 1 - (uncertainty[pixels[i]] - low) / range : 1;
            if (score >= Options.SeedThreshold)
                seeds.Add((score, i));
        }
        return [.. seeds.OrderByDescending(s => s.Score).Select(s => s.Point)];
    }

    /// <summary>Lists the points strictly within reach of a position.</summary>
    private static void Collect(PointGrid grid, in EmbeddedPosition centre, double squaredReach, List<int> found)
    {
        found.Clear();
        double reach = Math.Sqrt(squaredReach) * (1 + 1e-12);
        int z1 = Math.Min(grid.Slices - 1, grid.CellOf(centre.Z + reach, grid.OriginZ)), y1 = Math.Min(grid.Rows - 1, grid.CellOf(centre.Y + reach, grid.OriginY));
        int x0 = Math.Max(0, grid.CellOf(centre.X - reach, grid.OriginX)), x1 = Math.Min(grid.Columns - 1, grid.CellOf(centre.X + reach, grid.OriginX));
        for (int z = Math.Max(0, grid.CellOf(centre.Z - reach, grid.OriginZ)); z <= z1; z++)
            for (int y = Math.Max(0, grid.CellOf(centre.Y - reach, grid.OriginY)); y <= y1; y++)
            {
                int row = (z * grid.Rows + y) * grid.Columns;
                for (int i = grid.Start[row + x0]; i < grid.Start[row + x1 + 1]; i++)
                    if (grid.Points[i].SquaredDistanceTo(centre) < squaredReach)
                        found.Add(grid.Index[i]);
            }
    }
}
