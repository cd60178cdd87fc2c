namespace Cellulus;

/// <summary>
/// What an uncertainty head learns from: pixels, each with the features of a pass without noise and what noisy passes measured there.
/// </summary>
internal sealed class UncertaintySamples
{
    /// <param name="count">Pixels.</param>
    /// <param name="features">Features of a pixel, padding included.</param>
    /// <param name="components">Components of an offset.</param>
    public UncertaintySamples(int count, int features, int components)
    {
        Count = count;
        Features = features;
        Components = components;
        Inputs = new float[checked(count * features)];
        Variances = new float[count * components];
        Shifts = new float[count * components];
    }

    public int Count { get; }
    public int Features { get; }
    public int Components { get; }

    /// <summary>Order (pixel, feature).</summary>
    public float[] Inputs { get; }

    /// <summary>Variance of each component of the offset over noisy passes; order (pixel, component).</summary>
    public float[] Variances { get; }

    /// <summary>Mean over noisy passes minus the offset without noise; order (pixel, component).</summary>
    public float[] Shifts { get; }
}
