namespace Cellulus.Engine;

/// <summary>
/// The mini U-Net: forward and backward of one image at a time. Holds packed weights only; after <see cref="Pack"/> any number
/// of threads may run it, each with its own <see cref="UNetMaps"/>.
/// </summary>
internal sealed class UNet
{
    private readonly ConvolutionBlock[] _encoders, _decoders;
    private readonly InputConvolution _head0, _head1;
    private readonly SparseGradient? _sparse;

    public UNet(UNetLayout layout, GemmKernel kernel, bool training)
    {
        Layout = layout;
        _encoders = [.. layout.Encoders.Select(layers => new ConvolutionBlock(layers, kernel, training))];
        _decoders = [.. layout.Decoders.Select(layers => new ConvolutionBlock(layers, kernel, training))];
        _head0 = InputConvolution.Create(layout.Head[0], layout.Head[0].Inputs[0], kernel, training: false);
        _head1 = InputConvolution.Create(layout.Head[1], layout.Head[1].Inputs[0], kernel, training: false);
        _sparse = training ? new SparseGradient(layout, kernel) : null;
    }

    public UNetLayout Layout { get; }

    /// <summary>Takes over parameters; no other thread may run the network meanwhile.</summary>
    public void Pack(ReadOnlySpan<float> parameters)
    {
        foreach (ConvolutionBlock block in _encoders)
            block.Pack(parameters);
        foreach (ConvolutionBlock block in _decoders)
            block.Pack(parameters);
        _head0.Pack(parameters);
        _head1.Pack(parameters);
        _sparse?.Pack(parameters);
    }

    /// <summary>Computes <see cref="UNetMaps.Output"/> from <see cref="UNetMaps.Input"/>.</summary>
    public void Forward(UNetMaps maps, CancellationToken cancellationToken)
    {
        FeatureMap input = maps.Input;
        int deepest = _encoders.Length - 1;
        for (int level = 0; level <= deepest; level++)
        {
            _encoders[level].Forward([input], maps.Encoders[level], finished: null, cancellationToken);
            if (level == deepest)
                break;
            MaxPooling.Forward(maps.Encoders[level].Result, maps.Pooled[level]);
            input = maps.Pooled[level];
        }
        FeatureMap small = maps.Encoders[deepest].Result;
        for (int level = deepest - 1; level >= 0; level--)
        {
            FeatureMap result = maps.Decoders[level].Result;
            Action<int, int>? head = level > 0 ? null : (z, y) =>
            {
                _head0.ForwardRow(result, maps.Hidden, z, y, accumulate: false, rectify: true);
                _head1.ForwardRow(maps.Hidden, maps.Output, z, y, accumulate: false, rectify: false);
            };
            _decoders[level].Forward([maps.Encoders[level].Result, small], maps.Decoders[level], head, cancellationToken);
            small = result;
        }
    }

    /// <summary>Adds one image's share to the gradient of all parameters. The forward pass must have run on the same maps.</summary>
    /// <param name="maps">Maps made for training.</param>
    /// <param name="pixels">Output pixels with a gradient, as indices (z, y, x), rising.</param>
    /// <param name="outputGradients">Their gradients, order (pixel, output).</param>
    /// <param name="scratch">Buffers of this thread.</param>
    /// <param name="gradient">Gradient of all parameters, in the order of the layout.</param>
    /// <param name="cancellationToken">Checked at every row.</param>
    public void Backward(
        UNetMaps maps, ReadOnlySpan<int> pixels, ReadOnlySpan<float> outputGradients,
        UNetScratch scratch, Span<float> gradient, CancellationToken cancellationToken)
    {
        SparseGradient sparse = _sparse ?? throw new InvalidOperationException("The network was not made for training.");
        sparse.Backward(maps, pixels, outputGradients, scratch.Sparse, gradient);
        int deepest = _encoders.Length - 1;
        for (int level = 0; level < deepest; level++)
        {
            BlockMaps encoder = maps.Encoders[level];
            BlockMaps below = level + 1 == deepest ? maps.Encoders[deepest] : maps.Decoders[level + 1];
            encoder.ResultGradient!.Clear();
            _decoders[level].Backward(
                [encoder.Result, below.Result], maps.Decoders[level], [encoder.ResultGradient, below.ResultGradient],
                scratch.Accumulators[.._decoders[level].AccumulatorCount], gradient, cancellationToken);
        }
        for (int level = deepest; level >= 0; level--)
        {
            FeatureMap input = level == 0 ? maps.Input : maps.Pooled[level - 1];
            FeatureMap? inputGradient = level == 0 ? null : maps.PooledGradients[level - 1];
            _encoders[level].Backward([input], maps.Encoders[level], [inputGradient], [], gradient, cancellationToken);
            if (level > 0)
                MaxPooling.Backward(maps.Encoders[level - 1].Result, input, inputGradient!, maps.Encoders[level - 1].ResultGradient!);
        }
    }

    /// <summary>Buffers that <see cref="Backward"/> needs beside the maps.</summary>
    public UNetScratch CreateScratch() => new(Layout, _decoders.Max(b => b.AccumulatorCount));
}
