namespace Cellulus;

/// <summary>How the embeddings of the objects in one image lie. Lengths in object diameters.</summary>
/// <param name="Spreads">Standard deviation of the embeddings along an axis, for each object that looks like a whole cell.</param>
/// <param name="Distances">From the mean embedding of each object to the nearest of another; none where there is no other.</param>
internal sealed record ObjectLayout(double[] Spreads, double[] Distances)
{
    /// <summary>Measures the objects of an image.</summary>
    /// <param name="labels">Labels; the field may have another grid over the same extent.</param>
    /// <param name="field">Embeddings.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    public static ObjectLayout Of(LabelImage labels, EmbeddingField field, CancellationToken cancellationToken)
    {
        // Rims and faces say nothing here.
        ObjectEvidence[] objects = ObjectEvidence.Gather(LabelRows.Of(labels, field, cancellationToken), rim: 0, countsFaces: false)[1..];
        double unit = field.ObjectDiameter, ofAxis = unit * Math.Sqrt(field.Components);
        double[] agreements = EllipsoidFit.Agreements(labels);
        (double X, double Y, double Z)[] centres = [.. objects.Where(o => o.Shape.Count > 0).Select(o => o.Spread.EmbeddingCentre)];
        return new ObjectLayout(
            [.. objects.Where((_, i) => EllipsoidFit.IsWhole(agreements[i])).Select(o => o.Spread.Embeddings / ofAxis)],
            [.. Nearest(centres).Select(distance => distance / unit)]);
    }

    private static IEnumerable<double> Nearest((double X, double Y, double Z)[] centres)
    {
        for (int i = 0; i < centres.Length && centres.Length > 1; i++)
        {
            double least = double.PositiveInfinity;
            for (int j = 0; j < centres.Length; j++)
                if (i != j)
                {
                    double x = centres[i].X - centres[j].X, y = centres[i].Y - centres[j].Y, z = centres[i].Z - centres[j].Z;
                    least = Math.Min(least, x * x + y * y + z * z);
                }
            yield return Math.Sqrt(least);
        }
    }
}
