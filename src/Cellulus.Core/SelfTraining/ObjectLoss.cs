namespace Cellulus;

/// <summary>
/// The loss of an object network: logistic loss of the last output, whether a pixel belongs to an object, and, where it does, the
/// smoothed absolute difference of the offset (Girshick: "Fast R-CNN", 2015, equation 3, with a bend at <see cref="Bend"/>).
/// </summary>
internal sealed class ObjectLoss
{
    /// <summary>Below this difference, in units of the network, the loss of the offset is quadratic.</summary>
    public const double Bend = 0.1;

    private readonly int _components;

    /// <param name="components">Components of an offset, 2 or 3.</param>
    public ObjectLoss(int components) => _components = components;

    /// <summary>Evaluates targets and adds to the gradient.</summary>
    /// <param name="output">Network output, order (pixel, channel): components x, y(, z) of the offset, then the logit.</param>
    /// <param name="stride">Floats from one pixel to the next in <paramref name="output"/>.</param>
    /// <param name="targets">What is asked of which pixels.</param>
    /// <param name="scale">Factor of loss and gradient.</param>
    /// <param name="gradient">Takes the sums, order (pixel, channel) without padding.</param>
    /// <returns>The loss, scaled.</returns>
    public double Evaluate(ReadOnlySpan<float> output, int stride, ReadOnlySpan<ObjectTarget> targets, double scale, Span<float> gradient)
    {
        double loss = 0;
        foreach (ObjectTarget target in targets)
        {
            ReadOnlySpan<float> said = output.Slice(target.Pixel * stride, _components + 1);
            Span<float> slope = gradient.Slice(target.Pixel * (_components + 1), _components + 1);
            double weight = scale * target.Weight, offsetWeight = scale * target.OffsetWeight;
            loss += weight * Logistic(said[_components], target.IsObject, out double logitSlope);
            slope[_components] += (float)(weight * logitSlope);
            if (!target.IsObject)
                continue;
            for (int c = 0; c < _components; c++)
            {
                double offset = c == 0 ? target.Offset.X : c == 1 ? target.Offset.Y : target.Offset.Z;
                double difference = said[c] - offset, length = Math.Abs(difference);
                loss += offsetWeight * (length < Bend ? difference * difference / (2 * Bend) : length - Bend / 2);
                slope[c] += (float)(offsetWeight * Math.Clamp(difference / Bend, -1, 1));
            }
        }
        return loss;
    }

    // -log of the probability given to what is true, to two terms about its slope at large logits.
    private static double Logistic(double logit, bool isTrue, out double slope)
    {
        double against = isTrue ? -logit : logit;
        double small = DeterministicMath.Exp(-Math.Abs(against));
        double probability = (against > 0 ? 1 : small) / (1 + small);
        slope = isTrue ? -probability : probability;
        return Math.Max(against, 0) + Math.Log(1 + small);
    }
}
