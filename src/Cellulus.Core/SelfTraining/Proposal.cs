namespace Cellulus;

/// <summary>A segmentation of an image, one of several.</summary>
/// <param name="Labels">Objects, numbered without gaps.</param>
/// <param name="Agreements">How much each object looks like a whole cell (see <see cref="EllipsoidFit"/>), for label i at i - 1; 0 for
/// those that do not count.</param>
/// <param name="Confidence">Confidence of each; 1 where only shapes are judged.</param>
internal sealed record Proposal(LabelImage Labels, double[] Agreements, double[] Confidence)
{
    /// <summary>Judges the objects of a segmentation by their shapes alone.</summary>
    public static Proposal Of(LabelImage labels)
    {
        double[] agreements = EllipsoidFit.Agreements(labels);
        return new Proposal(labels, agreements, Array.ConvertAll(agreements, _ => 1.0));
    }

    /// <summary>Judges the objects of a segmentation.</summary>
    /// <param name="labels">The segmentation.</param>
    /// <param name="field">What it was made from.</param>
    /// <param name="objectDiameter">Object diameter in pixels of the labels.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    public static Proposal Of(LabelImage labels, EmbeddingField field, double objectDiameter, CancellationToken cancellationToken) =>
        new(labels, EllipsoidFit.Agreements(labels), EmbeddingConfidence.OfBelief(labels, field, objectDiameter, cancellationToken));

    /// <summary>The same without a word for objects of low confidence: blurred spots are round, too.</summary>
    /// <param name="leastConfidence">Confidence that an object must have.</param>
    public Proposal Without(double leastConfidence) =>
        this with { Agreements = [.. Agreements.Zip(Confidence, (agreement, sure) => sure >= leastConfidence ? agreement : 0)] };

    /// <summary>The same without a word for objects that another image of labels does not have.</summary>
    /// <param name="kept">These labels without some objects.</param>
    public Proposal Within(LabelImage kept)
    {
        var stays = new bool[Agreements.Length + 1];
        foreach (int label in kept.Labels)
            stays[label] = true;
        return this with { Agreements = [.. Agreements.Select((agreement, i) => stays[i + 1] ? agreement : 0)] };
    }
}
