namespace Cellulus;

/// <summary>
/// Judges objects by their embeddings, without labels. Two things are asked of the pixels of an object: do they point to one
/// centre (spread of position + offset, against the spread of the positions themselves), and are they steadier under noise than
/// the background. Each gives a number 0 to 1; the confidence is their geometric mean.
/// </summary>
/// <remarks>
/// A piece of background has offsets near zero, so its embeddings are spread as its pixels are. Measured on nuclei (15 images,
/// 476 found objects): of the true ones 98 % bring the spread down by more than a third, of the false ones 40 %.
/// </remarks>
internal static class EmbeddingConfidence
{
    /// <summary>Confidence of each object.</summary>
    /// <param name="labels">Labels on the grid of the image; the field may have another grid over the same extent.</param>
    /// <param name="field">Embeddings.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    /// <returns>One value an object, for label i at i - 1; 0 for numbers no pixel has.</returns>
    public static double[] Of(LabelImage labels, EmbeddingField field, CancellationToken cancellationToken = default) =>
        Of(EmbeddingSpread.Measure(labels, field, cancellationToken));

    /// <summary>Confidence of each object from how its pixels are spread; the background is at index 0.</summary>
    public static double[] Of(EmbeddingSpread[] objects)
    {
        double background = objects[0].MeanUncertainty;
        var confidence = new double[objects.Length - 1];
        for (int i = 0; i < confidence.Length; i++)
        {
            EmbeddingSpread o = objects[i + 1];
            double convergence = o.Positions > 0 ? 1 - o.Embeddings / o.Positions : 0;
            double steadiness = background > 0 ? 1 - o.MeanUncertainty / background : 1;
            confidence[i] = Math.Sqrt(Math.Clamp(convergence, 0, 1) * Math.Clamp(steadiness, 0, 1));
        }
        return confidence;
    }
}
