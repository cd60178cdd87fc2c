namespace Cellulus;

/// <summary>What is believed of the training images after a look at a model's segmentations.</summary>
/// <param name="Labels">For each image.</param>
/// <param name="Objects">Objects believed, in all images.</param>
/// <param name="ObjectDiameter">Diameter of a disc (ball) as large as the median object, in pixels of the raw images: of all found where objects were learned, else of those believed.</param>
/// <param name="Wholeness">
/// How good the segmentation with the default bandwidth looks: objects that look like whole cells, times their share among all. Many
/// fragments lower the share, objects merged or missed the number.
/// </param>
internal sealed record Belief(IReadOnlyList<PseudoLabels> Labels, int Objects, double ObjectDiameter, double Wholeness);
