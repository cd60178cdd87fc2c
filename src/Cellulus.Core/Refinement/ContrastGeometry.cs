namespace Cellulus;

/// <summary>The lengths that <see cref="ContrastOptions"/> come to in one image, in px.</summary>
internal sealed class ContrastGeometry(ContrastOptions options, double diameter, int rank)
{
    private readonly double _sigma = options.Smoothing * diameter;

    /// <summary>An object may gain pixels this far from its cluster.</summary>
    public double Reach { get; } = options.Reach * diameter;

    /// <summary>Width of the ring around an object.</summary>
    public double RingWidth { get; } = Math.Max(1, options.RingWidth * diameter);

    /// <summary>Share of white noise that smoothing leaves: 1 / (2 sqrt(pi) sigma) for two axes together.</summary>
    public double NoiseLeft => NoiseLeftBy(_sigma);

    /// <summary>The same of smoothing twice as far.</summary>
    public double CoarseNoiseLeft => NoiseLeftBy(2 * _sigma);

    private double NoiseLeftBy(double sigma) => sigma > 0 ? Math.Pow(Math.Min(1, 1 / (2 * Math.Sqrt(Math.PI) * sigma)), rank / 2.0) : 1;

    /// <summary>Pixels of the unsmoothed image beyond a smoothed one and its gradient that these depend on.</summary>
    public int SmoothingMargin => 1 + (_sigma > 0 ? GaussianFilter.Radius(_sigma) + GaussianFilter.Radius(AgainSigma) : 0);

    /// <summary>Pixels around the box of an object that decide about its border.</summary>
    public int Sight => (int)Math.Ceiling(Reach + LocalBackground.MaxWidening * RingWidth) + 2 + SmoothingMargin;

    // Squares of deviations add up: once more by this is twice as far in all.
    private double AgainSigma => _sigma * Math.Sqrt(3);

    public float[] SmoothAgain(float[] smooth, ImageShape shape, StageExecution execution) =>
        _sigma > 0 ? GaussianFilter.Smooth<float>(smooth, shape, AgainSigma, execution) : smooth;

    public float[] Smooth(float[] intensity, ImageShape shape, StageExecution execution) =>
        _sigma > 0 ? GaussianFilter.Smooth<float>(intensity, shape, _sigma, execution) : intensity;
}
