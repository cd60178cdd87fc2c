namespace Cellulus;

/// <summary>What all objects of an image share while their borders are placed. Lengths in px.</summary>
internal sealed class ContrastScene
{
    public required ImageShape Shape { get; init; }

    /// <summary>Labels 1 to n.</summary>
    public required int[] Labels { get; init; }

    /// <summary>Smoothed intensities.</summary>
    public required float[] Intensity { get; init; }

    /// <summary>Length of the gradient of <see cref="Intensity"/> per px.</summary>
    public required float[] Gradient { get; init; }

    /// <summary>Standard deviation of the noise of <see cref="Intensity"/>.</summary>
    public required double Noise { get; init; }

    /// <summary>Median of all pixels without label; where there is none, the least intensity.</summary>
    public required double Background { get; init; }

    public required double Reach { get; init; }
    public required double RingWidth { get; init; }

    public static ContrastScene Create(float[] intensity, int[] labels, ImageShape shape, ContrastOptions options, double diameter, StageExecution execution)
    {
        double noise = NoiseEstimate.OfPixels(intensity, shape);
        double sigma = options.Smoothing * diameter;
        float[] smooth = sigma > 0 ? GaussianFilter.Smooth<float>(intensity, shape, sigma, execution) : intensity;
        double reach = options.Reach * diameter, ring = Math.Max(1, options.RingWidth * diameter);
        return new ContrastScene
        {
            Shape = shape,
            Labels = labels,
            Intensity = smooth,
            Gradient = GradientMagnitude.Compute(smooth, shape, execution),
            Noise = noise * NoiseLeft(sigma, shape.Rank),
            Background = MedianOfBackground(smooth, labels),
            Reach = reach,
            RingWidth = ring,
        };
    }

    /// <summary>Share of white noise that a Gaussian leaves: 1 / (2 sqrt(pi) sigma) for two axes together.</summary>
    private static double NoiseLeft(double sigma, int rank) =>
        sigma > 0 ? Math.Pow(Math.Min(1, 1 / (2 * Math.Sqrt(Math.PI) * sigma)), rank / 2.0) : 1;

    private static double MedianOfBackground(float[] intensity, int[] labels)
    {
        var background = new List<float>();
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] == 0)
                background.Add(intensity[i]);
        return background.Count > 0
            ? OrderStatistics.Percentile(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(background), 0.5)
            : System.Numerics.Tensors.TensorPrimitives.Min<float>(intensity);
    }
}
