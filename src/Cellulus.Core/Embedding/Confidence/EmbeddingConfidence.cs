using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// How far objects can be trusted, judged without labels, 0 to 1: a weighted geometric mean of six numbers. Are the pixels steadier under
/// noise, or likelier to be object, than the background? Does that end where the object ends? Do they point to one centre? Is the object no
/// smaller than a typical one? Is it as compact as an ellipse? Does it stand by itself, where its border is easily told? Whatever is wrong
/// with an object, one of them
/// is low. The mean is scaled so that the median object of the training images has <see cref="Typical"/>.
/// </summary>
/// <remarks>
/// The weights are the same for all sets; benchmarks/Quality measures Spearman's correlation with the true overlap.
/// </remarks>
internal static class EmbeddingConfidence
{
    /// <summary>Confidence of a typical object.</summary>
    public const double Typical = 0.8;

    /// <summary>Share of a typical object's confidence that an object must have, where objects were learned: to be kept as well as to be
    /// taught.</summary>
    public const double LeastOfTypical = 0.75;

    /// <summary>A model less sure of typical objects than this is sure of nothing, and stays so.</summary>
    private const double LeastTypical = 0.4;

    /// <summary>Of a cell that the border of the image cuts, half is seen on average.</summary>
    private const double PartsOfCut = 2;

    /// <summary>What an object that others surround keeps of its freedom: the border between two cells is known less well than one beside
    /// background, but known.</summary>
    private const double LeastOfFreedom = 0.5;

    /// <summary>Confidence of the median object, by which others are scaled; <see cref="Typical"/> where there is none.</summary>
    /// <param name="found">Confidence of the objects found in training images, not scaled.</param>
    public static double TypicalOf(IReadOnlyCollection<double> found) => found.Count == 0 ? Typical : Math.Max(LeastTypical, found.Median());

    /// <summary>Confidence of each object.</summary>
    /// <param name="labels">Labels on the grid of the image; the field may have another grid over the same extent.</param>
    /// <param name="field">Embeddings.</param>
    /// <param name="objectDiameter">Typical object diameter in pixels of the labels.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    /// <returns>One value an object, for label i at i - 1; 0 for numbers no pixel has.</returns>
    public static double[] Of(LabelImage labels, EmbeddingField field, double objectDiameter, CancellationToken cancellationToken = default) =>
        Of(LabelRows.Of(labels, field, cancellationToken), objectDiameter, field.HasBorders, field.TypicalConfidence);

    /// <summary>The same of an image larger than memory.</summary>
    public static double[] Of(StreamedScene scene, ILabelReader labels, StageExecution execution) =>
        Of(LabelRows.Of(scene, labels, execution), scene.ObjectDiameter, scene.Field.HasBorders, scene.Field.TypicalConfidence);

    /// <summary>Confidence of each object with the weights of what is to be taught (see <see cref="ConfidenceWeights.OfBelief"/>), not
    /// scaled.</summary>
    public static double[] OfBelief(LabelImage labels, EmbeddingField field, double objectDiameter, CancellationToken cancellationToken)
    {
        ConfidenceWeights weights = ConfidenceWeights.OfBelief(field.HasBorders);
        return Evidence(LabelRows.Of(labels, field, cancellationToken), objectDiameter, field.HasBorders, countsFaces: weights.Freedom > 0).Judge(weights, scale: 1);
    }

    /// <summary>Both at once: that by which objects are sorted, and that of what is to be taught.</summary>
    public static (double[] ToRank, double[] ToTeach) Both(LabelImage labels, EmbeddingField field, double objectDiameter, CancellationToken cancellationToken)
    {
        Judged judged = Evidence(LabelRows.Of(labels, field, cancellationToken), objectDiameter, field.HasBorders, countsFaces: true);
        return (judged.Judge(ConfidenceWeights.OfRanking(field.HasBorders), Typical / field.TypicalConfidence),
            judged.Judge(ConfidenceWeights.OfBelief(field.HasBorders), scale: 1));
    }

    private static double[] Of(LabelRows rows, double objectDiameter, bool hasBorders, double typicalConfidence) =>
        Evidence(rows, objectDiameter, hasBorders, countsFaces: true).Judge(ConfidenceWeights.OfRanking(hasBorders), Typical / typicalConfidence);

    private static Judged Evidence(LabelRows rows, double objectDiameter, bool hasBorders, bool countsFaces) => new(
        ObjectEvidence.Gather(rows, hasBorders ? ObjectEvidence.RimOf(objectDiameter) : 0, countsFaces), ObjectSize.Typical(objectDiameter, rows.Shape));

    /// <summary>The evidence of all objects of an image.</summary>
    private sealed record Judged(ObjectEvidence[] Objects, double TypicalSize)
    {
        public double[] Judge(ConfidenceWeights weights, double scale)
        {
            double background = Objects[0].Spread.MeanUncertainty;
            var confidence = new double[Objects.Length - 1];
            for (int i = 0; i < confidence.Length; i++)
                if (Objects[i + 1] is { Shape.Count: > 0 } o)
                    confidence[i] = Judge(o, background, weights, scale);
            return confidence;
        }

        private double Judge(in ObjectEvidence o, double background, ConfidenceWeights weights, double scale)
        {
            EmbeddingSpread spread = o.Spread;
            double inside = background > 0 ? spread.MeanUncertainty / background : 0;
            double steadiness = Share(1 - inside);
            // Where no background is near, half of the way down is assumed.
            double sharpness = background > 0 ? Share((o.RimUncertainty / background ?? 0.5) - inside) : 1;
            double convergence = Share(spread.Positions > 0 ? 1 - spread.Embeddings / spread.Positions : 0);
            double size = Share((o.IsCut ? PartsOfCut : 1) * o.Shape.Count / TypicalSize);
            double freedom = LeastOfFreedom + (1 - LeastOfFreedom) * o.Freedom, compactness = o.Shape.Compactness;
            return Share(scale * SixteenthRoot(
                Power(steadiness, weights.Steadiness) * Power(sharpness, weights.Sharpness) * Power(convergence, weights.Convergence)
                * Power(size, weights.Size) * Power(compactness, weights.Compactness) * Power(freedom, weights.Freedom)));
        }
    }

    // Products and roots of roots are the same bits everywhere.
    private static double Power(double value, int exponent) => exponent == 0 ? 1 : value * Power(value, exponent - 1);

    private static double SixteenthRoot(double value) => Math.Sqrt(Math.Sqrt(Math.Sqrt(Math.Sqrt(value))));

    private static double Share(double value) => Math.Clamp(value, 0, 1);
}
