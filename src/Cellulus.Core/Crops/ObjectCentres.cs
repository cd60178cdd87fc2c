namespace Cellulus;

/// <summary>The place that the pixels of an object are to point to: its centroid, or its pixel nearest to that if it lies
/// outside.</summary>
internal static class ObjectCentres
{
    /// <summary>Centres of all objects, for object i at i - 1; <see langword="null"/> for numbers that no pixel has.</summary>
    public static PixelPosition?[] Of(PseudoLabels labels)
    {
        ImageShape shape = labels.Shape;
        var sums = new (double X, double Y, double Z, long Count)[labels.MaxLabel];
        ForEachPixel(labels, (label, x, y, z) =>
        {
            ref (double X, double Y, double Z, long Count) sum = ref sums[label - 1];
            sum = (sum.X + x, sum.Y + y, sum.Z + z, sum.Count + 1);
        });
        var centres = Array.ConvertAll(sums, s => s.Count == 0 ? (PixelPosition?)null : new PixelPosition(s.X / s.Count, s.Y / s.Count, s.Z / s.Count));
        bool[] outside = [.. centres.Select((c, i) => c is { } at && labels.Labels[shape.IndexOf(Nearest(at.Z), Nearest(at.Y), Nearest(at.X))] != i + 1)];
        if (outside.Contains(true))
            MoveInside(labels, centres, outside);
        return centres;
    }

    private static void MoveInside(PseudoLabels labels, PixelPosition?[] centres, bool[] outside)
    {
        var nearest = new PixelPosition[centres.Length];
        var squares = new double[centres.Length];
        Array.Fill(squares, double.PositiveInfinity);
        ForEachPixel(labels, (label, x, y, z) =>
        {
            if (!outside[label - 1])
                return;
            PixelPosition centre = centres[label - 1]!.Value;
            double square = (x - centre.X) * (x - centre.X) + (y - centre.Y) * (y - centre.Y) + (z - centre.Z) * (z - centre.Z);
            if (square < squares[label - 1])
                (squares[label - 1], nearest[label - 1]) = (square, new PixelPosition(x, y, z));
        });
        for (int i = 0; i < centres.Length; i++)
            if (outside[i])
                centres[i] = nearest[i];
    }

    private static int Nearest(double position) => (int)Math.Floor(position + 0.5);

    private static void ForEachPixel(PseudoLabels labels, Action<int, int, int, int> visit)
    {
        ImageShape shape = labels.Shape;
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                    if (labels.Labels[i] > 0)
                        visit(labels.Labels[i], x, y, z);
    }
}
