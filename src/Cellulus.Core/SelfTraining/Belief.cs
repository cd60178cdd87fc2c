namespace Cellulus;

/// <summary>What is believed of the training images after a look at a model's segmentations.</summary>
/// <param name="Labels">For each image.</param>
/// <param name="Objects">Objects believed, in all images.</param>
/// <param name="ObjectDiameter">
/// Diameter of a disc (ball) as large as the median object found, in pixels of the raw images; <see langword="null"/> where it hangs on the
/// bandwidth, since cells are not told apart well.
/// </param>
/// <param name="Wholeness">
/// How good the segmentation with the default bandwidth looks: objects that look like whole cells, times their share among all. Many
/// fragments lower the share, objects merged or missed the number.
/// </param>
internal sealed record Belief(IReadOnlyList<PseudoLabels> Labels, int Objects, double? ObjectDiameter, double Wholeness)
{
    /// <summary>Share of what was found, in pixels, that belongs to believed objects: 0.83 to 0.97 where nuclei stand by themselves, below
    /// a half where the scale is wrong.</summary>
    public double Explained
    {
        get
        {
            long believed = Labels.Sum(l => l.Believed), open = Labels.Sum(l => l.Open);
            return believed + open > 0 ? (double)believed / (believed + open) : 0;
        }
    }

    /// <summary>Share of the objects believed here that another look takes for background: half of their pixels or more.</summary>
    /// <param name="other">A look at the same images.</param>
    public double ForgottenBy(Belief other)
    {
        int forgotten = 0;
        foreach ((PseudoLabels here, PseudoLabels there) in Labels.Zip(other.Labels))
        {
            int[] sizes = new int[here.MaxLabel + 1], gone = new int[here.MaxLabel + 1];
            for (int i = 0; i < here.Labels.Length; i++)
                if (here.Labels[i] is > 0 and var label)
                {
                    sizes[label]++;
                    gone[label] += there.Labels[i] == 0 ? 1 : 0;
                }
            forgotten += sizes.Zip(gone).Count(o => o.First > 0 && 2 * o.Second >= o.First);
        }
        return Objects > 0 ? (double)forgotten / Objects : 0;
    }
}
