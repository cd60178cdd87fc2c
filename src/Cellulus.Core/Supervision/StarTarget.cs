namespace Cellulus;

/// <summary>What the network should say at one output pixel, beside the distances along the rays.</summary>
/// <param name="Pixel">Index in the output, order (z, y, x).</param>
/// <param name="Probability">How deep it lies in its object, above 0 to 1; 0 for background.</param>
internal readonly record struct StarTarget(int Pixel, float Probability)
{
    /// <summary>Whether it lies in an object at all.</summary>
    public bool IsObject => Probability > 0;
}
