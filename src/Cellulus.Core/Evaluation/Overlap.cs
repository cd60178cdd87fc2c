namespace Cellulus;

/// <summary>Pixels that a prediction and a true object share.</summary>
/// <param name="Prediction">Index of the prediction.</param>
/// <param name="Truth">Index of the true object.</param>
/// <param name="Pixels">Shared pixels, at least 1.</param>
/// <param name="IoU">Intersection over union.</param>
internal readonly record struct Overlap(int Prediction, int Truth, int Pixels, double IoU);
