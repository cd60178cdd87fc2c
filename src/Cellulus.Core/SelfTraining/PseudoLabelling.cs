namespace Cellulus;

/// <summary>
/// Turns a segmentation into what is believed of an image. Objects that look like whole cells are believed; what else was found is left
/// open, so that the network decides by what it has learned from the others.
/// </summary>
internal static class PseudoLabelling
{
    /// <summary>Least agreement with the ellipse of the same moments; a merged pair of discs has 0.83, a cell 0.9.</summary>
    public static double LeastAgreement = 0.85;

    /// <summary>Sizes that are believed, in shares of the median size.</summary>
    public static double LeastSize = 0.25, GreatestSize = 4;

    /// <summary>Whether each object of some images looks like a whole cell, for label i at i - 1.</summary>
    public static bool[][] Believe(IReadOnlyList<LabelImage> images)
    {
        double[][] agreements = [.. images.Select(EllipsoidFit.Agreements)];
        int[][] sizes = [.. images.Select(SizesOf)];
        int[] whole = [.. agreements.SelectMany((a, i) => sizes[i].Where((_, o) => a[o] >= LeastAgreement)).Order()];
        double median = whole.Length > 0 ? whole[whole.Length / 2] : 0;
        return [.. agreements.Select((a, i) => a.Select((agreement, o) =>
            agreement >= LeastAgreement && sizes[i][o] >= LeastSize * median && sizes[i][o] <= GreatestSize * median).ToArray())];
    }

    /// <summary>Labels on the network's grid.</summary>
    public static PseudoLabels Label(LabelImage labels, bool[] believed, ImageShape working, StageExecution execution)
    {
        int[] small = LabelRescaling.Rescale(labels, working, execution).Labels.ToArray();
        for (int i = 0; i < small.Length; i++)
            if (small[i] > 0 && !believed[small[i] - 1])
                small[i] = PseudoLabels.Unknown;
        return new PseudoLabels(small, working);
    }

    public static int[] SizesOf(LabelImage labels)
    {
        var sizes = new int[labels.MaxLabel];
        foreach (int label in labels.Labels)
            if (label > 0)
                sizes[label - 1]++;
        return sizes;
    }
}
