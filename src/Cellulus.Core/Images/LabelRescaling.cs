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
        new RegionRescaling(from, shape).Vote(
            labels.Labels.ToArray(), GridBox.Of(from), GridBox.Of(shape), target, execution ?? StageExecution.Default);
        return LabelImage.Adopt(target, shape);
    }
}
