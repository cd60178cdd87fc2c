namespace Cellulus;

/// <summary>A segmentation of an image, one of several.</summary>
/// <param name="Labels">Objects, numbered without gaps.</param>
/// <param name="Agreements">
/// How much each object looks like a whole cell (see <see cref="EllipsoidFit"/>), for label i at i - 1; 0 for those of low confidence.
/// Blurred spots are round, too.
/// </param>
/// <param name="Whole">Objects that look like whole cells, whatever their confidence.</param>
internal sealed record Proposal(LabelImage Labels, double[] Agreements, int Whole)
{
    /// <summary>Judges the objects of a segmentation by their shapes alone.</summary>
    public static Proposal Of(LabelImage labels)
    {
        double[] agreements = EllipsoidFit.Agreements(labels);
        return new Proposal(labels, agreements, agreements.Count(IsWhole));
    }

    /// <summary>Judges the objects of a segmentation.</summary>
    /// <param name="labels">The segmentation.</param>
    /// <param name="field">What it was made from.</param>
    /// <param name="objectDiameter">Object diameter in pixels of the labels.</param>
    /// <param name="leastConfidence">Confidence that an object must have.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    public static Proposal Of(
        LabelImage labels, EmbeddingField field, double objectDiameter, double leastConfidence, CancellationToken cancellationToken)
    {
        double[] confidence = EmbeddingConfidence.Of(labels, field, objectDiameter, cancellationToken);
        Proposal all = Of(labels);
        return all with { Agreements = [.. all.Agreements.Zip(confidence, (agreement, sure) => sure >= leastConfidence ? agreement : 0)] };
    }

    /// <summary>Whether an object that agrees so much with its ellipse looks like a whole cell.</summary>
    public static bool IsWhole(double agreement) => agreement >= EllipsoidFit.LeastOfWholeCell;
}
