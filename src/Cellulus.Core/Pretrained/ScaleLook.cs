namespace Cellulus;

/// <summary>What a network finds in a part of an image that is rescaled as if objects had a diameter.</summary>
/// <param name="Assumed">That diameter, in pixels of the image.</param>
/// <param name="Objects">Objects found.</param>
/// <param name="Confidence">Mean of their probabilities; 0 without any.</param>
/// <param name="Found">Diameter of the median object, in pixels of the image; 0 without any.</param>
internal readonly record struct ScaleLook(double Assumed, int Objects, double Confidence, double Found);
