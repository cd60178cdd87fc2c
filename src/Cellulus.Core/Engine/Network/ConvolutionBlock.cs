namespace Cellulus.Engine;

/// <summary>
/// The convolutions [3x3, 1x1, 1x1, 3x3] of one level, each rectified. Bands of rows go through all four, forward and back, while
/// they are in the cache: the 1x1 convolutions cost no trip to memory, and most gradients never leave it.
/// </summary>
internal sealed class ConvolutionBlock
{
    private readonly Convolution _first, _second, _third, _last;
    private readonly ImageShape _window;

    public ConvolutionBlock(ConvolutionLayer[] layers, GemmKernel kernel, bool training)
    {
        _first = Convolution.Create(layers[0], kernel, training);
        _second = Convolution.Create(layers[1], kernel, training);
        _third = Convolution.Create(layers[2], kernel, training);
        _last = Convolution.Create(layers[3], kernel, training);
        _window = layers[3].Kernel;
    }

    /// <summary>Floats of scratch that <see cref="Backward"/> wants.</summary>
    public int AccumulatorCount => _first.AccumulatorCount + _last.AccumulatorCount;

    public void Pack(ReadOnlySpan<float> parameters)
    {
        _first.Pack(parameters);
        _second.Pack(parameters);
        _third.Pack(parameters);
        _last.Pack(parameters);
    }

    /// <summary>Computes the band of the first three maps that begins at row <paramref name="y"/>, and the band of the result that it
    /// completes.</summary>
    /// <returns>Where that band of the result begins; negative while none is complete.</returns>
    public (int Z, int Y) ForwardBand(ReadOnlySpan<FeatureMap> inputs, BlockMaps maps, int z, int y, ConvolutionScratch scratch)
    {
        _first.Forward(inputs, maps.First, z, y, scratch);
        _second.Forward([maps.First], maps.Second, z, y, scratch);
        _third.Forward([maps.Second], maps.Third, z, y, scratch);
        (int Z, int Y) result = (z - _window.Depth + 1, y - _window.Height + 1);
        if (result.Z >= 0 && result.Y >= 0)
            _last.Forward([maps.Third], maps.Result, result.Z, result.Y, scratch);
        return result;
    }

    /// <summary>Computes all rows.</summary>
    public void Forward(ReadOnlySpan<FeatureMap> inputs, BlockMaps maps, ConvolutionScratch scratch, CancellationToken cancellationToken)
    {
        for (int z = 0; z < maps.First.Size.Depth; z++)
        {
            for (int y = 0; y < maps.First.Size.Height; y += Convolution.Band)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ForwardBand(inputs, maps, z, y, scratch);
            }
        }
    }

    /// <summary>
    /// Adds the block's share to the gradient of all parameters, from <see cref="BlockMaps.ResultGradient"/>, or from
    /// <see cref="BlockMaps.ThirdGradient"/> where the result's gradient is sparse and already taken care of.
    /// </summary>
    /// <param name="inputs">Maps the block read.</param>
    /// <param name="maps">Maps of the forward pass.</param>
    /// <param name="inputGradients">Maps that the inputs' gradients are added to; null where none is wanted.</param>
    /// <param name="accumulators">Scratch of <see cref="AccumulatorCount"/> floats.</param>
    /// <param name="gradient">Gradient of all parameters.</param>
    /// <param name="scratch">Buffers of this thread.</param>
    /// <param name="cancellationToken">Checked at every band.</param>
    public void Backward(
        ReadOnlySpan<FeatureMap> inputs, BlockMaps maps, ReadOnlySpan<FeatureMap?> inputGradients,
        Span<float> accumulators, Span<float> gradient, ConvolutionScratch scratch, CancellationToken cancellationToken)
    {
        accumulators.Clear();
        Span<float> first = accumulators[.._first.AccumulatorCount], last = accumulators[_first.AccumulatorCount..];
        for (int z = 0; z < maps.First.Size.Depth; z++)
        {
            for (int y = 0; y < maps.First.Size.Height; y += Convolution.Band)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (maps.ResultGradient is { } resultGradient)
                    BackwardResult(maps, resultGradient, z, y, last, gradient, scratch);
                Rectify(maps.ThirdGradient!, maps.Third, _third.Layer, z, y, gradient);
                _third.Backward([maps.Second], maps.ThirdGradient!, [maps.SecondGradient], z, y, [], gradient, scratch);
                Rectify(maps.SecondGradient!, maps.Second, _second.Layer, z, y, gradient);
                _second.Backward([maps.First], maps.SecondGradient!, [maps.FirstGradient], z, y, [], gradient, scratch);
                Rectify(maps.FirstGradient!, maps.First, _first.Layer, z, y, gradient);
                _first.Backward(inputs, maps.FirstGradient!, inputGradients, z, y, first, gradient, scratch);
            }
        }
        _first.FoldWeightGradient(first, gradient);
        _last.FoldWeightGradient(last, gradient);
    }

    // After it, the band of the third map's gradient that begins at the same row has all its shares.
    private void BackwardResult(
        BlockMaps maps, FeatureMap resultGradient, int z, int y, Span<float> accumulators, Span<float> gradient, ConvolutionScratch scratch)
    {
        if (z >= resultGradient.Size.Depth || y >= resultGradient.Size.Height)
            return;
        FeatureMap third = maps.ThirdGradient!;
        int rows = y + _window.Height - 1 + Convolution.Band;
        for (int slice = z; slice < z + _window.Depth; slice++)
        {
            // A row is cleared when the first share comes.
            int firstNew = z > 0 && slice < z + _window.Depth - 1 ? rows : y == 0 ? 0 : rows - Convolution.Band;
            for (int row = firstNew; row < Math.Min(rows, third.Size.Height); row++)
                third.Row(slice, row).Clear();
        }
        Rectify(resultGradient, maps.Result, _last.Layer, z, y, gradient);
        _last.Backward([maps.Third], resultGradient, [third], z, y, accumulators, gradient, scratch);
    }

    private static void Rectify(FeatureMap outputGradient, FeatureMap output, ConvolutionLayer layer, int z, int y, Span<float> gradient)
    {
        for (int row = y; row < Math.Min(y + Convolution.Band, output.Size.Height); row++)
        {
            Span<float> values = outputGradient.Row(z, row);
            Lanes.MaskByRectifier(values, output.Row(z, row));
            Lanes.AddPixels(values, gradient.Slice(layer.BiasOffset, layer.StoredOutputs));
        }
    }
}
