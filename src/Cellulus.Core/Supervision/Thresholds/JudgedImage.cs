namespace Cellulus;

/// <summary>An image by which thresholds are chosen.</summary>
/// <param name="Image">Normalised, on the network's grid.</param>
/// <param name="Labels">What is known of it.</param>
/// <param name="Counts">Which objects count; others are known, but were trained on.</param>
internal sealed record JudgedImage(MicroscopyImage Image, PseudoLabels Labels, Func<int, bool> Counts);
