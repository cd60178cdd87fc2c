namespace Cellulus;

/// <summary>What a detector found in one image.</summary>
/// <param name="Labels">0 for background, i for object i. An object that others cover wholly has no pixel.</param>
/// <param name="Confidence">How sure the detector is of each object, 0 to 1; that of object i at i - 1.</param>
public sealed record DetectedObjects(LabelImage Labels, IReadOnlyList<double> Confidence);
