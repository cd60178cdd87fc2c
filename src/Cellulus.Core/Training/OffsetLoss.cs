namespace Cellulus;

/// <summary>
/// The loss of a set of pixel pairs (paper section 3.1, equation 4): embeddings of an anchor and a reference should coincide,
/// and far pairs, which lie in different objects, count little. Gradients flow to the anchor only.
/// </summary>
internal sealed class OffsetLoss
{
    private readonly OffsetLossForm _form;
    private readonly double _temperature;
    private readonly double _regularization;

    public OffsetLoss(OffsetLossForm form, double temperature, double regularization)
    {
        _form = form;
        _temperature = temperature;
        _regularization = regularization;
    }

    /// <summary>Evaluates pairs and adds to the gradient of the offsets.</summary>
    /// <param name="offsets">Network output, order (pixel, component), components x, y(, z).</param>
    /// <param name="stride">Floats from one pixel to the next in <paramref name="offsets"/>.</param>
    /// <param name="shape">Extent of the output.</param>
    /// <param name="anchors">Pixel indices of the anchors.</param>
    /// <param name="references">Pixel indices of the references, one for each anchor entry.</param>
    /// <param name="components">2 or 3.</param>
    /// <param name="gradient">Takes the sums, order (pixel, component) without padding.</param>
    /// <returns>Sum of the pair losses, and sum of the regularisation.</returns>
    public (double Offset, double Regularization) Evaluate(
        ReadOnlySpan<float> offsets, int stride, ImageShape shape,
        ReadOnlySpan<int> anchors, ReadOnlySpan<int> references, int components, Span<float> gradient)
    {
        double offsetLoss = 0, regularization = 0;
        Span<float> anchor = stackalloc float[3], difference = stackalloc float[3];
        for (int i = 0; i < anchors.Length; i++)
        {
            int a = anchors[i], r = references[i];
            Position(shape, a, anchor);
            Position(shape, r, difference);
            double square = 0, length = 0;
            for (int c = 0; c < components; c++)
            {
                anchor[c] += offsets[a * stride + c];
                difference[c] = anchor[c] - (difference[c] + offsets[r * stride + c]);
                square += (double)difference[c] * difference[c];
                length += (double)anchor[c] * anchor[c];
            }
            length = Math.Sqrt(length);
            double decay = DeterministicMath.Exp(-square / _temperature), slope;
            if (_form == OffsetLossForm.Exponential)
            {
                offsetLoss += 1 - decay;
                slope = 2 / _temperature * decay;
            }
            else
            {
                double sigma = 1 / (1 + decay);
                offsetLoss += sigma;
                slope = 2 / _temperature * sigma * (1 - sigma);
            }
            regularization += _regularization * length;
            double pull = length > 0 ? _regularization / length : 0;
            for (int c = 0; c < components; c++)
                gradient[a * components + c] += (float)(slope * difference[c] + pull * anchor[c]);
        }
        return (offsetLoss, regularization);
    }

    private static void Position(ImageShape shape, int index, Span<float> position)
    {
        int plane = shape.Height * shape.Width;
        position[0] = index % shape.Width;
        position[1] = index % plane / shape.Width;
        position[2] = index / plane;
    }
}
