namespace Cellulus;

/// <summary>
/// The sparse data set of the paper's section 4.2: drawn objects, background near them, nothing else. Partly annotated images are the
/// normal
/// case, so a pixel that is not drawn counts as background only where somebody said so, or near a drawn object where no prediction
/// claims it.
/// </summary>
internal static class SparseLabels
{
    /// <summary>Makes the labels of one image, on its own grid.</summary>
    /// <param name="annotated">What is drawn. Objects held out are left open.</param>
    /// <param name="background">Where there is no object, by a person; or <see langword="null"/>.</param>
    /// <param name="predictions">What a model found; or <see langword="null"/>.</param>
    /// <param name="reach">How far around drawn objects background is believed, in pixels.</param>
    /// <param name="execution">Threads, cancellation.</param>
    public static int[] Of(AnnotatedObjects annotated, LabelImage? background, LabelImage? predictions, double reach, StageExecution execution)
    {
        bool[] isNear = NearDrawn(annotated, reach, execution);
        var labels = new int[annotated.Labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            int drawn = annotated.Labels[i];
            bool isBackground = (background is not null && background.Labels[i] != 0) || (isNear[i] && (predictions is null || predictions.Labels[i] == 0));
            labels[i] = drawn > 0 ? annotated.IsHeldOut(drawn) ? PseudoLabels.Unknown : drawn : isBackground ? 0 : PseudoLabels.Unknown;
        }
        return labels;
    }

    private static bool[] NearDrawn(AnnotatedObjects annotated, double reach, StageExecution execution)
    {
        bool[] elsewhere = Array.ConvertAll(annotated.TrainedPixels(), p => !p);
        int[] squared = DistanceTransform.SquaredToFalse(elsewhere, annotated.Shape, execution);
        return Array.ConvertAll(squared, s => s != DistanceTransform.Infinite && s <= reach * reach);
    }
}
