namespace Cellulus;

/// <summary>
/// Brings labels from the network's grid to that of the image. Each pixel takes the label with the greatest weight among the
/// pixels it would be interpolated from, so borders run smoothly instead of in blocks and no label is invented; where it is known how
/// probable background is, objects of planes end where that is interpolated to a half. Ties go to the
/// lower label, background included.
/// </summary>
internal static class LabelRescaling
{
    /// <summary>
    /// Whether the probability of background places borders better than labels alone. In volumes, where networks see less far and are less
    /// sure, it does not.
    /// </summary>
    /// <param name="hasBorders">Whether there is such a probability.</param>
    /// <param name="shape">Extent of the labels.</param>
    public static bool KnowsBorders(bool hasBorders, ImageShape shape) => hasBorders && shape.Rank == 2;

    /// <summary>Rescales labels.</summary>
    /// <param name="labels">Labels.</param>
    /// <param name="shape">Extent of the result.</param>
    /// <param name="field">Embeddings in which the labels were found. Where it tells how probable background is, objects end where that is
    /// a half between pixels.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>Labels on the new grid; <paramref name="labels"/> itself when the extent is the same. An object smaller than a new pixel
    /// may vanish.</returns>
    /// <exception cref="ArgumentException">Labels and field do not lie on the same grid.</exception>
    public static LabelImage Rescale(LabelImage labels, ImageShape shape, EmbeddingField? field = null, StageExecution? execution = null)
    {
        ImageShape from = labels.Shape;
        if (from == shape)
            return labels;
        if (field is not null && field.Shape != from)
            throw new ArgumentException($"The labels are {from}, the embedding is {field.Shape}; both must lie on the same grid.", nameof(field));
        var target = new int[shape.CheckedLength()];
        new RegionRescaling(from, shape).Vote(
            labels.Labels.ToArray(),
            field is not null && KnowsBorders(field.HasBorders, from) ? field.Uncertainty.ToArray() : default,
            GridBox.Of(from),
            GridBox.Of(shape),
            target,
            execution ?? StageExecution.Default);
        return LabelImage.Adopt(target, shape);
    }
}
