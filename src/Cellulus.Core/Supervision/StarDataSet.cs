namespace Cellulus;

/// <summary>One of the data sets that a star-convex model learns from.</summary>
/// <param name="Sampler">Draws its crops.</param>
/// <param name="Weight">How much a crop counts.</param>
internal sealed record StarDataSet(ObjectCropSampler Sampler, double Weight);
