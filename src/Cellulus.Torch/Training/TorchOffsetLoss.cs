using TorchSharp;

namespace Cellulus.Torch;

/// <summary>The loss of pixel pairs (paper section 3.1, equation 4) on a device; see <see cref="OffsetLoss"/>.</summary>
internal sealed class TorchOffsetLoss : IDisposable
{
    // Below it the length of an embedding has no direction, and so no gradient.
    private const double SmallestSquare = 1e-24;

    private readonly TrainingOptions _options;
    private readonly torch.Tensor _positions;

    /// <param name="options">Form and its constants.</param>
    /// <param name="output">Extent of the network's output.</param>
    /// <param name="components">2 or 3.</param>
    /// <param name="device">Device.</param>
    public TorchOffsetLoss(TrainingOptions options, ImageShape output, int components, torch.Device device)
    {
        _options = options;
        int pixels = (int)output.PixelCount;
        float[] positions = new float[components * pixels];
        for (int z = 0, i = 0; z < output.Depth; z++)
        {
            for (int y = 0; y < output.Height; y++)
            {
                for (int x = 0; x < output.Width; x++, i++)
                {
                    (positions[i], positions[pixels + i]) = (x, y);
                    if (components == 3)
                        positions[2 * pixels + i] = z;
                }
            }
        }
        using DisposeScope scope = torch.NewDisposeScope();
        _positions = HostMemory.Upload(positions, [1, components, pixels], device).DetachFromDisposeScope();
    }

    /// <summary>Sum over all pairs of some crops, regularisation included.</summary>
    /// <param name="offsets">Network output (n, component, (z,) y, x), components x, y(, z).</param>
    /// <param name="anchors">Pixel indices (n, pair).</param>
    /// <param name="references">Pixel indices (n, pair); gradients do not flow through them.</param>
    public torch.Tensor Evaluate(torch.Tensor offsets, torch.Tensor anchors, torch.Tensor references)
    {
        long[] shape = offsets.shape;
        torch.Tensor embedding = offsets.reshape(shape[0], shape[1], -1).add(_positions);
        torch.Tensor anchor = Pick(embedding, anchors), difference = anchor.sub(Pick(embedding.detach(), references));
        torch.Tensor square = difference.mul(difference).sum(new long[] { 1 }).mul(1 / _options.Temperature);
        torch.Tensor pairs = _options.LossForm == OffsetLossForm.Exponential ? square.mul(-1).exp().mul(-1).add(1) : square.sigmoid();
        torch.Tensor length = anchor.mul(anchor).sum(new long[] { 1 }).clamp_min(SmallestSquare).sqrt();
        return pairs.add(length.mul(_options.Regularization)).sum();
    }

    public void Dispose() => _positions.Dispose();

    private static torch.Tensor Pick(torch.Tensor embedding, torch.Tensor pixels) =>
        embedding.gather(2, pixels.unsqueeze(1).expand(new[] { pixels.shape[0], embedding.shape[1], pixels.shape[1] }));
}
