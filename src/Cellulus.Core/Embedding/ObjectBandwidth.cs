using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// The bandwidth that suits a network that has learned objects, judged without labels. Where its offsets are rough within an object, as on textured cells, a narrow kernel
/// takes one cell apart; where they are smooth, a wide one takes close cells together. So it is as many standard deviations of the offsets wide as make it whole.
/// </summary>
internal static class ObjectBandwidth
{
    /// <summary>Bandwidths that are asked for, in object diameters. Beyond them cells that lie close come together.</summary>
    public const double Least = 1.0 / 3, Greatest = 0.4;

    /// <summary>
    /// Bandwidth in standard deviations of the embeddings of one object along an axis: the median object of nuclei has .03 to .05 diameters, of textured or long cells and of tissue .07 to .1.
    /// </summary>
    private const double Deviations = 6;

    /// <summary>The bandwidth in object diameters; <see cref="Least"/> where there is no object.</summary>
    /// <param name="spreads">What <see cref="Spreads"/> gave for each image.</param>
    public static double Of(IEnumerable<double[]> spreads)
    {
        double[] all = [.. spreads.SelectMany(s => s)];
        return all.Length == 0 ? Least : Math.Clamp(Deviations * all.Median(), Least, Greatest);
    }

    /// <summary>Standard deviation of the embeddings along an axis, in object diameters, for each object that looks like a whole cell.</summary>
    /// <param name="labels">Labels; the field may have another grid over the same extent.</param>
    /// <param name="field">Embeddings.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    public static double[] Spreads(LabelImage labels, EmbeddingField field, CancellationToken cancellationToken)
    {
        var objects = new EmbeddingSpread[labels.MaxLabel + 1];
        LabelRows.Of(labels, field, cancellationToken).Visit((in row) =>
        {
            for (int x = 0; x < row.Labels.Length; x++)
                if (row.Labels[x] > 0)
                    objects[row.Labels[x]].Add(row.Position(x), row.Embedding(x), row.Uncertainty(x));
        });
        double unit = field.ObjectDiameter * Math.Sqrt(field.Components);
        return [.. objects.Skip(1).Zip(EllipsoidFit.Agreements(labels)).Where(o => EllipsoidFit.IsWhole(o.Second)).Select(o => o.First.Embeddings / unit)];
    }
}
