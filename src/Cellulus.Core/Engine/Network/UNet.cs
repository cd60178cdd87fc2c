namespace Cellulus.Engine;

/// <summary>
/// The mini U-Net: forward and backward of one image at a time. Holds packed weights only; after <see cref="Pack"/> any number
/// of threads may run it, each with its own <see cref="UNetMaps"/>.
/// </summary>
internal sealed class UNet : IForwardPass
{
    private readonly ConvolutionBlock[] _encoders, _decoders;
    private readonly DirectConvolution _head0, _head1;
    private readonly SparseGradient? _sparse;

    public UNet(UNetLayout layout, GemmKernel kernel, bool training)
    {
        Layout = layout;
        _encoders = [.. layout.Encoders.Select(layers => new ConvolutionBlock(layers, kernel, training))];
        _decoders = [.. layout.Decoders.Select(layers => new ConvolutionBlock(layers, kernel, training))];
        _head0 = new DirectConvolution(layout.Head[0], kernel, training: false);
        _head1 = new DirectConvolution(layout.Head[1], kernel, training: false);
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

    /// <inheritdoc/>
    public void Forward(UNetMaps maps, CancellationToken cancellationToken, Action<int, int>? finished = null)
    {
        FeatureMap input = maps.Input;
        int deepest = _encoders.Length - 1;
        for (int level = 0; level <= deepest; level++)
        {
            _encoders[level].Forward([input], maps.Encoders[level], maps.Scratch, cancellationToken);
            if (level == deepest)
                break;
            MaxPooling.Forward(maps.Encoders[level].Result, maps.Pooled[level]);
            input = maps.Pooled[level];
        }
        FeatureMap small = maps.Encoders[deepest].Result;
        for (int level = deepest - 1; level > 0; level--)
        {
            _decoders[level].Forward([maps.Encoders[level].Result, small], maps.Decoders[level], maps.Scratch, cancellationToken);
            small = maps.Decoders[level].Result;
        }
        DecodeAndFinish(maps, small, finished, cancellationToken);
    }

    // Rows of the last block go through the head while they are in the cache.
    private void DecodeAndFinish(UNetMaps maps, FeatureMap small, Action<int, int>? finished, CancellationToken cancellationToken)
    {
        BlockMaps block = maps.Decoders[0];
        for (int z = 0; z < block.First.Size.Depth; z++)
        {
            for (int y = 0; y < block.First.Size.Height; y += Convolution.Band)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (int resultZ, int resultY) = _decoders[0].ForwardBand([maps.Encoders[0].Result, small], block, z, y, maps.Scratch);
                if (resultZ < 0 || resultY < 0)
                    continue;
                for (int row = resultY; row < Math.Min(resultY + Convolution.Band, block.Result.Size.Height); row++)
                {
                    _head0.ForwardRow(block.Result, maps.Hidden, resultZ, row, rectify: true);
                    _head1.ForwardRow(maps.Hidden, maps.Output, resultZ, row, rectify: false);
                    finished?.Invoke(resultZ, row);
                }
            }
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
        sparse.Backward(maps, pixels, outputGradients, scratch.Sparse, gradient, cancellationToken);
        int deepest = _encoders.Length - 1;
        for (int level = 0; level < deepest; level++)
        {
            BlockMaps encoder = maps.Encoders[level];
            BlockMaps below = level + 1 == deepest ? maps.Encoders[deepest] : maps.Decoders[level + 1];
            encoder.ResultGradient!.Clear();
            below.ResultGradient!.Clear();
            _decoders[level].Backward(
                [encoder.Result, below.Result], maps.Decoders[level], [encoder.ResultGradient, below.ResultGradient],
                scratch.Accumulators[.._decoders[level].AccumulatorCount], gradient, maps.Scratch, cancellationToken);
        }
        for (int level = deepest; level >= 0; level--)
        {
            FeatureMap input = level == 0 ? maps.Input : maps.Pooled[level - 1];
            FeatureMap? inputGradient = level == 0 ? null : maps.PooledGradients[level - 1];
            inputGradient?.Clear();
            _encoders[level].Backward(
                [input], maps.Encoders[level], [inputGradient],
                scratch.Accumulators[.._encoders[level].AccumulatorCount], gradient, maps.Scratch, cancellationToken);
            if (level > 0)
                MaxPooling.Backward(maps.Encoders[level - 1].Result, input, inputGradient!, maps.Encoders[level - 1].ResultGradient!);
        }
    }

    /// <summary>Buffers that <see cref="Backward"/> needs beside the maps.</summary>
    public UNetScratch CreateScratch() => new(Layout, _encoders.Concat(_decoders).Max(b => b.AccumulatorCount));
}
