namespace Cellulus;

/// <summary>What is believed of the training images after a look at a model's segmentations.</summary>
/// <param name="Labels">For each image.</param>
/// <param name="Objects">Objects believed, in all images.</param>
/// <param name="ObjectDiameter">Diameter of a disc (ball) as large as the median object, in pixels of the raw images: of all found where objects were learned, else of those believed.</param>
/// <param name="Wholeness">
/// How good the segmentation with the default bandwidth looks: objects that look like whole cells, times their share among all. Many
/// fragments lower the share, objects merged or missed the number.
/// </param>
internal sealed record Belief(IReadOnlyList<PseudoLabels> Labels, int Objects, double ObjectDiameter, double Wholeness)
{
    /// <summary>Share of what was found, in pixels, that belongs to believed objects: 0.83 to 0.97 where nuclei stand by themselves, below a half where the scale is wrong.</summary>
    public double Explained
    {
        get
        {
            long believed = Labels.Sum(l => l.Believed), open = Labels.Sum(l => l.Open);
            return believed + open > 0 ? (double)believed / (believed + open) : 0;
        }
    }
}
