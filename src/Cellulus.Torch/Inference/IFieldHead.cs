using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Turns what a network says in one pass into offsets and uncertainty.</summary>
internal interface IFieldHead : IDisposable
{
    /// <summary>The network that runs.</summary>
    TorchNetwork Network { get; }

    /// <summary>What holds for its fields.</summary>
    FieldTraits Traits { get; }

    /// <summary>Reads a batch.</summary>
    /// <param name="features">What the network's own head read (n, feature, (z,) y, x).</param>
    /// <param name="output">What it said (n, output, (z,) y, x).</param>
    /// <returns>Offsets (n, component, (z,) y, x) and uncertainty (n, (z,) y, x), 32-bit floats, in pixels.</returns>
    (torch.Tensor Offsets, torch.Tensor Uncertainty) Read(torch.Tensor features, torch.Tensor output);
}
