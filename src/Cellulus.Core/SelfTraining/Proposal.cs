namespace Cellulus;

/// <summary>A segmentation of an image, one of several.</summary>
/// <param name="Labels">Objects, numbered without gaps.</param>
/// <param name="Agreements">
/// How much each object looks like a whole cell (see <see cref="EllipsoidFit"/>), for label i at i - 1; 0 where objects were learned and
/// a segmentation would drop it for its low confidence. Blurred spots are round, too.
/// </param>
internal sealed record Proposal(LabelImage Labels, double[] Agreements)
{
    /// <summary>Judges the objects of a segmentation by their shapes alone.</summary>
    public static Proposal Of(LabelImage labels) => new(labels, EllipsoidFit.Agreements(labels));

    /// <summary>Judges the objects of a segmentation.</summary>
    /// <param name="labels">The segmentation.</param>
    /// <param name="field">What it was made from.</param>
    /// <param name="objectDiameter">Object diameter in pixels of the labels.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    public static Proposal Of(LabelImage labels, EmbeddingField field, double objectDiameter, CancellationToken cancellationToken)
    {
        double[] confidence = EmbeddingConfidence.Of(labels, field, objectDiameter, cancellationToken);
        // An embedding that was trained briefly is unsure of everything, and still finds whole cells.
        double least = field.HasBorders ? new ConfidenceFilterOptions().LeastFor(hasBorders: true) : 0;
        return new Proposal(labels, [.. EllipsoidFit.Agreements(labels).Zip(confidence, (agreement, sure) => sure >= least ? agreement : 0)]);
    }
}
