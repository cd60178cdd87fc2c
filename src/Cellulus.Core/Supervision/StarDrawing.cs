namespace Cellulus;

/// <summary>
/// Draws star-convex objects on the grid of the image: corners keep their place between its pixels, so borders are as smooth as they were
/// told. What polygon and foreground say of a pixel is added up, as logits: the polygon tells neighbours apart, where the foreground is sure it
/// tells the border. Where objects overlap, a pixel goes to the one it lies deeper in, so neighbours share their overlap.
/// </summary>
internal static class StarDrawing
{
    private const int RowsPerItem = 16;

    /// <summary>Logit that the polygon gives to its centre; less in proportion farther out, at its border 0, beyond it as much below 0.</summary>
    private const float Trust = 1;

    /// <summary>How far beyond its polygon an object may reach, as a multiple of its distances.</summary>
    private const double Reach = 1.5;

    /// <summary>Draws.</summary>
    /// <param name="candidates">On the network's grid.</param>
    /// <param name="kept">Which to draw, the most probable first.</param>
    /// <param name="target">Grid of the labels, over the same extent.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Label i for the candidate at i - 1 in <paramref name="kept"/>.</returns>
    public static LabelImage Draw(StarCandidates candidates, int[] kept, ImageShape target, StageExecution execution)
    {
        var labels = new int[target.CheckedLength()];
        var scale = new Scale(candidates.Shape, target);
        GridBox[] boxes = Array.ConvertAll(kept, c => scale.BoxOf(candidates, c));
        int bands = (target.Height + RowsPerItem - 1) / RowsPerItem;
        ParallelWork.For(target.Depth * bands, execution, item =>
        {
            int z = item / bands, y = item % bands * RowsPerItem;
            var band = new GridBox(z, y, 0, z + 1, Math.Min(y + RowsPerItem, target.Height), target.Width);
            var depths = new float[band.Shape.PixelCount];
            for (int i = 0; i < kept.Length; i++)
                if (boxes[i].Intersect(band) is { IsEmpty: false } part)
                    Draw(candidates, kept[i], i + 1, part, scale, band, depths, labels.AsSpan(target.IndexOf(z, y, 0), depths.Length));
        });
        // Beyond a gap in the foreground lies something else.
        if (candidates.Foreground is not null)
            LargestPieces.Keep(labels, target, kept.Length);
        return LabelImage.Adopt(labels, target);
    }

    private static void Draw(
        StarCandidates candidates, int candidate, int label, GridBox part, Scale scale, GridBox band, float[] depths, Span<int> labels)
    {
        RayCones cones = candidates.Directions.Cones;
        ReadOnlySpan<float> distances = candidates.DistancesOf(candidate);
        (int cz, int cy, int cx) = candidates.CentreOf(candidate);
        Span<double> weights = stackalloc double[3];
        double z = scale.Z(part.Z0) - cz, reach = ReachIn(candidates);
        for (int row = part.Y0; row < part.Y1; row++)
        {
            int cone = 0;
            double y = scale.Y(row) - cy;
            for (int column = part.X0; column < part.X1; column++)
            {
                cones.Locate(scale.X(column) - cx, y, z, ref cone, weights);
                double depth = 0;
                for (int corner = 0; corner < candidates.Directions.Rank; corner++)
                    depth += weights[corner] / distances[cones.RayOf(cone, corner)];
                int at = (row - band.Y0) * band.Shape.Width + column;
                if (depth > reach || (labels[at] != 0 && depths[at] <= (float)depth) || !IsInside(candidates.Foreground, (float)depth, z + cz, y + cy, scale.X(column)))
                    continue;
                (labels[at], depths[at]) = (label, (float)depth);
            }
        }
    }

    private static double ReachIn(StarCandidates candidates) => candidates.Foreground is null ? 1 : Reach;

    private static bool IsInside(MicroscopyImage? foreground, float depth, double z, double y, double x)
    {
        if (foreground is null)
            return depth <= 1;
        Span<float> logit = stackalloc float[1];
        Interpolation.Linear(foreground, z, y, x, logit);
        return logit[0] + Trust * (1 - depth) >= 0;
    }

    /// <summary>From pixels of the target to places on the network's grid.</summary>
    private readonly struct Scale(ImageShape from, ImageShape to)
    {
        private readonly double _z = (double)from.Depth / to.Depth, _y = (double)from.Height / to.Height, _x = (double)from.Width / to.Width;

        public double Z(int slice) => (slice + 0.5) * _z - 0.5;

        public double Y(int row) => (row + 0.5) * _y - 0.5;

        public double X(int column) => (column + 0.5) * _x - 0.5;

        /// <summary>A box of the target around an object.</summary>
        public GridBox BoxOf(StarCandidates candidates, int candidate)
        {
            (int z, int y, int x) = candidates.CentreOf(candidate);
            double reach = ReachIn(candidates) * candidates.ReachOf(candidate);
            int Low(double centre, double scale) => (int)Math.Floor((centre - reach + 0.5) / scale - 0.5);
            int High(double centre, double scale) => (int)Math.Ceiling((centre + reach + 0.5) / scale - 0.5) + 1;
            (int z0, int z1) = candidates.Shape.Depth > 1 ? (Low(z, _z), High(z, _z)) : (0, 1);
            return new GridBox(z0, Low(y, _y), Low(x, _x), z1, High(y, _y), High(x, _x)).Intersect(GridBox.Of(to));
        }
    }
}
