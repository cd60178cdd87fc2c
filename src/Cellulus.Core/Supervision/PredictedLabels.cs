namespace Cellulus;

/// <summary>
/// The pseudo data set of the paper's section 4.2: what was predicted, with drawn objects in place of the predictions that they overlap.
/// Predictions that do not look like whole cells are left open.
/// </summary>
internal static class PredictedLabels
{
    /// <summary>A prediction gives way as a whole when so much of it, or of what is drawn, is shared; else it only loses the
    /// pixels.</summary>
    private const double Overlap = 0.1;

    /// <summary>Makes the labels of one image, on its own grid.</summary>
    /// <param name="believed">Predictions, as far as they are believed.</param>
    /// <param name="annotated">What is drawn; or <see langword="null"/>. Objects held out count as if nobody had drawn them.</param>
    /// <param name="sparse">The same image in the sparse data set; or <see langword="null"/>. Its background is believed.</param>
    public static int[] Of(PseudoLabels believed, AnnotatedObjects? annotated, int[]? sparse)
    {
        int[] labels = believed.Labels.ToArray();
        if (annotated is null || sparse is null)
            return labels;
        bool[] gives = GivesWay(believed, annotated);
        for (int i = 0; i < labels.Length; i++)
        {
            if (annotated.Labels[i] is > 0 and var drawn && !annotated.IsHeldOut(drawn))
                labels[i] = believed.MaxLabel + drawn;
            else if (sparse[i] == 0)
                labels[i] = 0;
            else if (labels[i] > 0 && gives[labels[i] - 1])
                labels[i] = PseudoLabels.Unknown;
        }
        return labels;
    }

    private static bool[] GivesWay(PseudoLabels believed, AnnotatedObjects annotated)
    {
        var sizes = new int[believed.MaxLabel];
        var drawnSizes = new int[annotated.Count];
        var shared = new Dictionary<(int Predicted, int Drawn), int>();
        for (int i = 0; i < believed.Labels.Length; i++)
        {
            int predicted = believed.Labels[i], drawn = annotated.Labels[i];
            if (predicted > 0)
                sizes[predicted - 1]++;
            if (drawn > 0)
                drawnSizes[drawn - 1]++;
            if (predicted > 0 && drawn > 0 && !annotated.IsHeldOut(drawn))
                shared[(predicted, drawn)] = shared.GetValueOrDefault((predicted, drawn)) + 1;
        }
        var gives = new bool[sizes.Length];
        foreach (((int predicted, int drawn), int count) in shared)
            gives[predicted - 1] |= count >= Overlap * Math.Min(sizes[predicted - 1], drawnSizes[drawn - 1]);
        return gives;
    }
}
