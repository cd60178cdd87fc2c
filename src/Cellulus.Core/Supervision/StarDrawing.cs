namespace Cellulus;

/// <summary>
/// Draws star-convex objects on the grid of the image: corners keep their place between its pixels, so borders are as smooth as they were
/// told. What polygon and foreground say of a pixel is added up, as logits: the polygon tells neighbours apart, where the foreground is sure it
/// tells the border. Where objects overlap, a pixel goes to the one whose centre it points to (<see cref="CentreAgreement"/>), or where pixels tell nothing, to the one it lies deeper in.
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
    /// <param name="kept">Which to draw, the best first.</param>
    /// <param name="target">Grid of the labels, over the same extent.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Label i for the candidate at i - 1 in <paramref name="kept"/>.</returns>
    public static LabelImage Draw(StarCandidates candidates, int[] kept, ImageShape target, StageExecution execution)
    {
        var labels = new int[target.CheckedLength()];
        var scale = new Scale(candidates.Shape, target);
        GridBox[] boxes = Array.ConvertAll(kept, c => scale.BoxOf(candidates, c));
        MicroscopyImage? foreground = candidates.Field?.Foreground;
        int bands = (target.Height + RowsPerItem - 1) / RowsPerItem;
        ParallelWork.For(target.Depth * bands, execution, item =>
        {
            int z = item / bands, y = item % bands * RowsPerItem;
            var band = new GridBox(z, y, 0, z + 1, Math.Min(y + RowsPerItem, target.Height), target.Width);
            var claims = new float[band.Shape.PixelCount];
            for (int i = 0; i < kept.Length; i++)
                if (boxes[i].Intersect(band) is { IsEmpty: false } part)
                    Draw(candidates, foreground, kept[i], i + 1, part, scale, band, claims, labels.AsSpan(target.IndexOf(z, y, 0), claims.Length));
        });
        // Beyond a gap in the foreground lies something else.
        if (foreground is not null)
            LargestPieces.Keep(labels, target, kept.Length);
        return LabelImage.Adopt(labels, target);
    }

    private static void Draw(
        StarCandidates candidates, MicroscopyImage? foreground, int candidate, int label, GridBox part, Scale scale, GridBox band, float[] claims, Span<int> labels)
    {
        RayCones cones = candidates.Directions.Cones;
        ReadOnlySpan<float> distances = candidates.DistancesOf(candidate);
        (int cz, int cy, int cx) = candidates.CentreOf(candidate);
        Span<double> weights = stackalloc double[3];
        double z = scale.Z(part.Z0) - cz, reach = ReachIn(candidates);
        CentreAgreement? agreement = candidates.Field is { } field ? new CentreAgreement(field, candidates, candidate) : null;
        int slice = scale.Slice(part.Z0);
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
                if (depth > reach || !IsInside(foreground, (float)depth, z + cz, y + cy, scale.X(column)))
                    continue;
                float distance = agreement is { } told ? (float)told.SquaredMiss(slice, scale.Row(row), scale.Column(column)) : (float)depth;
                if (labels[at] == 0 || distance < claims[at])
                    (labels[at], claims[at]) = (label, distance);
            }
        }
    }

    private static double ReachIn(StarCandidates candidates) => candidates.Field is null ? 1 : Reach;

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

        /// <summary>The pixel of the network's grid that a pixel of the target lies in.</summary>
        public int Slice(int slice) => Nearest(Z(slice), from.Depth);

        /// <inheritdoc cref="Slice"/>
        public int Row(int row) => Nearest(Y(row), from.Height);

        /// <inheritdoc cref="Slice"/>
        public int Column(int column) => Nearest(X(column), from.Width);

        private static int Nearest(double place, int length) => Math.Clamp((int)Math.Round(place), 0, length - 1);

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
