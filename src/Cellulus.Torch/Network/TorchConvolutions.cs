using Cellulus.Engine;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Cellulus.Torch;

/// <summary>Valid convolutions with the parameters of a model, in the numbers of a session. Handles are let go of as soon as may be: where
/// gradients are wanted, libtorch keeps what it needs.</summary>
internal sealed class TorchConvolutions(TorchParameters parameters, torch.ScalarType numbers, int rank)
{
    /// <summary>One convolution: input (n, ci, (z,) y, x) -> output (n, co, (z',) y', x').</summary>
    public torch.Tensor Run(ConvolutionLayer layer, torch.Tensor input, bool rectify)
    {
        (torch.Tensor weight, torch.Tensor bias) = parameters[layer];
        bool isOther = numbers != torch.ScalarType.Float32;
        torch.Tensor w = isOther ? weight.to_type(numbers) : weight, b = isOther ? bias.to_type(numbers) : bias;
        torch.Tensor sums = rank == 3 ? F.conv3d(input, w, b) : F.conv2d(input, w, b);
        if (isOther)
        {
            w.Dispose();
            b.Dispose();
        }
        if (!rectify)
            return sums;
        torch.Tensor result = F.relu(sums);
        sums.Dispose();
        return result;
    }

    /// <summary>Several convolutions, one after the other, each rectified. The input is not let go of.</summary>
    public torch.Tensor RunAll(ConvolutionLayer[] layers, torch.Tensor input)
    {
        torch.Tensor result = Run(layers[0], input, rectify: true);
        foreach (ConvolutionLayer layer in layers.AsSpan(1))
        {
            torch.Tensor before = result;
            result = Run(layer, before, rectify: true);
            before.Dispose();
        }
        return result;
    }
}
