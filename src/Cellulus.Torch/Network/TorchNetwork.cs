using Cellulus.Engine;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Cellulus.Torch;

/// <summary>The U-Net (paper section 3.2) on TorchSharp, with the layout of the managed one. Threads may share it.</summary>
internal sealed class TorchNetwork : IDisposable
{
    private readonly TorchConvolutions _convolutions;
    private readonly torch.ScalarType _numbers;
    private readonly bool _isVolume;

    /// <param name="layout">The convolutions.</param>
    /// <param name="parameters">The managed engine's vector.</param>
    /// <param name="session">Device and numbers.</param>
    /// <param name="training">Whether gradients are wanted.</param>
    public TorchNetwork(UNetLayout layout, ReadOnlySpan<float> parameters, TorchSession session, bool training = false)
    {
        Layout = layout;
        int rank = layout.Architecture.Rank;
        Parameters = new TorchParameters(layout.Layers, rank, parameters, session.TorchDevice, training);
        _convolutions = new TorchConvolutions(Parameters, session.Numbers, rank);
        _numbers = session.Numbers;
        _isVolume = rank == 3;
    }

    public UNetLayout Layout { get; }

    public TorchParameters Parameters { get; }

    /// <summary>Runs images of one extent.</summary>
    /// <param name="images">Order (n, channel, (z,) y, x), 32-bit floats.</param>
    /// <returns>
    /// What the head reads (n, feature, (z,) y, x), in the numbers of the convolutions, and what it says (n, output, (z,) y, x), 32-bit
    /// floats.
    /// </returns>
    public (torch.Tensor Features, torch.Tensor Output) Forward(torch.Tensor images)
    {
        int deepest = Layout.Encoders.Length - 1;
        var skips = new torch.Tensor[deepest];
        torch.Tensor input = images.to_type(_numbers);
        for (int level = 0; level < deepest; level++)
        {
            skips[level] = _convolutions.RunAll(Layout.Encoders[level], input);
            input = Pool(skips[level]);
        }
        torch.Tensor result = _convolutions.RunAll(Layout.Encoders[deepest], input);
        for (int level = deepest - 1; level >= 0; level--)
            result = Decode(level, skips[level], result);
        using torch.Tensor hidden = _convolutions.Run(Layout.Head[0], result, rectify: true);
        torch.Tensor output = _convolutions.Run(Layout.Head[1], hidden, rectify: false);
        return (result, output.to_type(torch.ScalarType.Float32));
    }

    public void Dispose() => Parameters.Dispose();

    private torch.Tensor Pool(torch.Tensor map) =>
        _isVolume ? F.max_pool3d(map, [2, 2, 2], [2, 2, 2]) : F.max_pool2d(map, [2, 2], [2, 2]);

    private torch.Tensor Decode(int level, torch.Tensor skip, torch.Tensor small)
    {
        torch.Tensor joined = Join(skip, small);
        skip.Dispose();
        small.Dispose();
        torch.Tensor result = _convolutions.RunAll(Layout.Decoders[level], joined);
        joined.Dispose();
        return result;
    }

    // The cropped skip comes first.
    private torch.Tensor Join(torch.Tensor skip, torch.Tensor small)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor large = F.interpolate(small, scale_factor: _isVolume ? [2.0, 2.0, 2.0] : [2.0, 2.0]);
        return torch.cat(new[] { Crop(skip, large), large }, 1).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Crop(torch.Tensor map, torch.Tensor like)
    {
        long[] from = map.shape, to = like.shape;
        for (int axis = 2; axis < from.Length; axis++)
            map = map.narrow(axis, (from[axis] - to[axis]) / 2, to[axis]);
        return map;
    }
}
