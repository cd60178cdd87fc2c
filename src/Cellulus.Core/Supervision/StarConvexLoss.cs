namespace Cellulus;

/// <summary>
/// The loss of a star-convex network as published (Schmidt et al. 2018): cross entropy of the probability, plus lambda times the absolute
/// difference of the distances in pixels, weighted by the probability asked for; in the background a slight pull of the distances to 0.
/// Added
/// to it is the cross entropy of whether a pixel lies in an object.
/// </summary>
internal sealed class StarConvexLoss
{
    /// <summary>
    /// Weight of the distances. Published: 0.2 of the mean over weights, which is as much as 1 here, where all pixels are divided by, so
    /// that a crop
    /// of which little is known counts little. Objects have fewer pixels here than there, and so have errors: with 6, distances are learned
    /// in
    /// two thirds of the steps, the rest as fast.
    /// </summary>
    public const double Distance = 6;

    /// <summary>
    /// Weight of whether a pixel lies in an object, which places the borders. With 1 the many distances outweigh it: borders of isolated
    /// nuclei lose .01 of IoU against the
    /// predictions learned from.
    /// </summary>
    public const double Foreground = 3;

    /// <summary>Weight of the distances in the background, as published.</summary>
    public const double Background = 1e-4;

    private readonly int _rays, _channels;
    private readonly double _unit;

    /// <param name="rays">Number of rays.</param>
    /// <param name="unit">Pixels of an output of 1.</param>
    public StarConvexLoss(int rays, double unit) => (_rays, _channels, _unit) = (rays, StarOutputs.CountFor(rays), unit);

    /// <summary>Evaluates targets and adds to the gradient.</summary>
    /// <param name="output">Network output, order (pixel, channel): see <see cref="StarOutputs"/>.</param>
    /// <param name="stride">Floats from one pixel to the next in <paramref name="output"/>.</param>
    /// <param name="targets">What is asked of which pixels.</param>
    /// <param name="distances">In pixels, order (target, ray); NaN is not asked for.</param>
    /// <param name="scale">Factor of loss and gradient.</param>
    /// <param name="gradient">Takes the sums, order (pixel, channel) without padding.</param>
    /// <returns>The loss, scaled.</returns>
    public double Evaluate(
        ReadOnlySpan<float> output, int stride, ReadOnlySpan<StarTarget> targets, ReadOnlySpan<float> distances, double scale, Span<float> gradient)
    {
        double loss = 0;
        for (int t = 0; t < targets.Length; t++)
        {
            StarTarget target = targets[t];
            ReadOnlySpan<float> said = output.Slice(target.Pixel * stride, _channels);
            Span<float> slope = gradient.Slice(target.Pixel * _channels, _channels);
            loss += scale * (CrossEntropy(said[StarOutputs.Depth], target.Probability, out double depthSlope)
                + Foreground * CrossEntropy(said[StarOutputs.Foreground], target.IsObject ? 1 : 0, out double foregroundSlope));
            slope[StarOutputs.Depth] += (float)(scale * depthSlope);
            slope[StarOutputs.Foreground] += (float)(scale * Foreground * foregroundSlope);
            double weight = WeightOfDistances(target, scale);
            for (int ray = 0; ray < _rays; ray++)
            {
                double difference = said[StarOutputs.FirstRay + ray] - Asked(target, distances[t * _rays + ray]);
                if (double.IsNaN(difference))
                    continue;
                loss += weight * Math.Abs(difference);
                slope[StarOutputs.FirstRay + ray] += (float)(weight * Math.Sign(difference));
            }
        }
        return loss;
    }

    /// <summary>What an error of 1 in the output counts along each ray of a target.</summary>
    public double WeightOfDistances(StarTarget target, double scale) => scale * _unit / _rays * (target.IsObject ? Distance * target.Probability : Background);

    /// <summary>The output that is asked for along a ray; NaN where nothing is.</summary>
    /// <param name="target">The pixel.</param>
    /// <param name="distance">Its distance along the ray in pixels; of no account in the background.</param>
    public double Asked(StarTarget target, float distance) => target.IsObject ? distance / _unit : 0;

    // Of a logit against a probability; at large logits nothing is lost.
    private static double CrossEntropy(double logit, double probability, out double slope)
    {
        double small = DeterministicMath.Exp(-Math.Abs(logit));
        slope = (logit > 0 ? 1 : small) / (1 + small) - probability;
        return Math.Max(logit, 0) - logit * probability + Math.Log(1 + small);
    }
}
