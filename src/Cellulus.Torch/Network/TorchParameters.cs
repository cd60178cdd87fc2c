using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>
/// Parameters of some convolutions on a device: one flat vector, weight after bias of layer after layer as model files hold them, and
/// tensors that share its memory. What changes the vector changes them.
/// </summary>
internal sealed class TorchParameters : IDisposable
{
    private readonly IReadOnlyList<ConvolutionLayer> _layers;
    private readonly Dictionary<ConvolutionLayer, (torch.Tensor Weight, torch.Tensor Bias)> _tensors = [];

    /// <param name="layers">The convolutions.</param>
    /// <param name="rank">2 or 3.</param>
    /// <param name="parameters">The managed engine's vector.</param>
    /// <param name="device">Where they are to lie.</param>
    /// <param name="training">Whether gradients are wanted.</param>
    public TorchParameters(IReadOnlyList<ConvolutionLayer> layers, int rank, ReadOnlySpan<float> parameters, torch.Device device, bool training = false)
    {
        _layers = layers;
        Flat = FromManaged(parameters, device);
        var leaves = new List<torch.Tensor>();
        long offset = 0;
        foreach (ConvolutionLayer layer in layers)
        {
            torch.Tensor weight = Leaf([layer.Outputs, layer.InputChannels, .. Enumerable.Repeat((long)layer.Kernel.Width, rank)]);
            _tensors[layer] = (weight, Leaf([layer.Outputs]));
        }
        Leaves = leaves;

        torch.Tensor Leaf(long[] shape)
        {
            long length = shape.Aggregate(1L, (product, side) => product * side);
            using torch.Tensor part = Flat.narrow(0, offset, length);
            using torch.Tensor view = part.view(shape);
            torch.Tensor leaf = view.detach().DetachFromDisposeScope();
            if (training)
                leaf.requires_grad = true;
            offset += length;
            leaves.Add(leaf);
            return leaf;
        }
    }

    /// <summary>All parameters.</summary>
    public torch.Tensor Flat { get; }

    /// <summary>The tensors, in the order of <see cref="Flat"/>.</summary>
    public IReadOnlyList<torch.Tensor> Leaves { get; }

    /// <summary>Weight (co, ci, (kz,) ky, kx) and bias (co) of a convolution.</summary>
    public (torch.Tensor Weight, torch.Tensor Bias) this[ConvolutionLayer layer] => _tensors[layer];

    /// <summary>A vector in the order of <see cref="Flat"/> from one in the managed engine's.</summary>
    public torch.Tensor FromManaged(ReadOnlySpan<float> parameters, torch.Device device)
    {
        var values = new List<float>(parameters.Length);
        foreach (ConvolutionLayer layer in _layers)
        {
            values.AddRange(UNetParameters.GetWeight(layer, parameters));
            values.AddRange(UNetParameters.GetBias(layer, parameters));
        }
        float[] all = [.. values];
        using DisposeScope scope = torch.NewDisposeScope();
        return HostMemory.Upload(all, [all.Length], device).DetachFromDisposeScope();
    }

    /// <summary>Copies a vector in the order of <see cref="Flat"/> into one in the managed engine's.</summary>
    public void ToManaged(torch.Tensor vector, Span<float> parameters)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        ReadOnlySpan<float> values = HostMemory.Download(vector);
        foreach (ConvolutionLayer layer in _layers)
        {
            int weights = layer.Outputs * layer.InputChannels * layer.Taps;
            UNetParameters.SetWeight(layer, values[..weights], parameters);
            UNetParameters.SetBias(layer, values.Slice(weights, layer.Outputs), parameters);
            values = values[(weights + layer.Outputs)..];
        }
    }

    public void Dispose()
    {
        foreach (torch.Tensor leaf in Leaves)
            leaf.Dispose();
        Flat.Dispose();
    }
}
