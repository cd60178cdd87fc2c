namespace Cellulus;

/// <summary>State of a running segmentation.</summary>
/// <param name="Stage">The step at work.</param>
/// <param name="Fraction">Finished share of the image, 0 to 1, never falling.</param>
/// <param name="ImageIndex">Which image of a sequence, from 0.</param>
public sealed record SegmentationProgress(SegmentationStage Stage, double Fraction, int ImageIndex = 0);
