namespace Cellulus.Engine;

/// <summary>
/// The convolutions [3x3, 1x1, 1x1, 3x3] of one level, each rectified. Rows go through all four while they are in the cache, so
/// the 1x1 convolutions cost no trip to memory.
/// </summary>
internal sealed class ConvolutionBlock
{
    private readonly ConvolutionLayer[] _layers;
    private readonly InputConvolution[] _first;
    private readonly InputConvolution _second, _third, _last;

    public ConvolutionBlock(ConvolutionLayer[] layers, GemmKernel kernel, bool training)
    {
        _layers = layers;
        _first = [.. layers[0].Inputs.Select(input => InputConvolution.Create(layers[0], input, kernel, training))];
        _second = InputConvolution.Create(layers[1], layers[1].Inputs[0], kernel, training);
        _third = InputConvolution.Create(layers[2], layers[2].Inputs[0], kernel, training);
        _last = InputConvolution.Create(layers[3], layers[3].Inputs[0], kernel, training);
    }

    public void Pack(ReadOnlySpan<float> parameters)
    {
        foreach (InputConvolution first in _first)
            first.Pack(parameters);
        _second.Pack(parameters);
        _third.Pack(parameters);
        _last.Pack(parameters);
    }

    /// <summary>Computes all rows; <paramref name="finished"/> hears of each row of the result as soon as it is there.</summary>
    public void Forward(ReadOnlySpan<FeatureMap> inputs, BlockMaps maps, Action<int, int>? finished, CancellationToken cancellationToken)
    {
        ImageShape size = maps.First.Size, kernel = _layers[0].Kernel;
        for (int z = 0; z < size.Depth; z++)
        {
            for (int y = 0; y < size.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (int i = 0; i < inputs.Length; i++)
                    _first[i].ForwardRow(inputs[i], maps.First, z, y, accumulate: i > 0, rectify: i == inputs.Length - 1);
                _second.ForwardRow(maps.First, maps.Second, z, y, accumulate: false, rectify: true);
                _third.ForwardRow(maps.Second, maps.Third, z, y, accumulate: false, rectify: true);
                int resultZ = z - kernel.Depth + 1, resultY = y - kernel.Height + 1;
                if (resultZ < 0 || resultY < 0)
                    continue;
                _last.ForwardRow(maps.Third, maps.Result, resultZ, resultY, accumulate: false, rectify: true);
                finished?.Invoke(resultZ, resultY);
            }
        }
    }

    /// <summary>Adds the block's share to the gradient of all parameters, from <see cref="BlockMaps.ResultGradient"/>.</summary>
    /// <param name="inputs">Maps the block read.</param>
    /// <param name="maps">Maps of the forward pass.</param>
    /// <param name="inputGradients">Maps that take the inputs' gradients; null where none is wanted.</param>
    /// <param name="accumulators">Scratch of <see cref="AccumulatorCount"/> floats.</param>
    /// <param name="gradient">Gradient of all parameters.</param>
    /// <param name="cancellationToken">Checked at every row.</param>
    public void Backward(
        ReadOnlySpan<FeatureMap> inputs, BlockMaps maps, ReadOnlySpan<FeatureMap?> inputGradients,
        Span<float> accumulators, Span<float> gradient, CancellationToken cancellationToken)
    {
        if (maps.ResultGradient is { } resultGradient)
        {
            for (int z = 0; z < resultGradient.Size.Depth; z++)
            {
                for (int y = 0; y < resultGradient.Size.Height; y++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Rectify(resultGradient, maps.Result, _layers[3], z, y, gradient);
                    _last.AccumulateWeightGradient(maps.Third, resultGradient, z, y, gradient);
                }
            }
        }
        BackwardToFirst(inputs, maps, accumulators, gradient, cancellationToken);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputGradients[i] is not { } inputGradient)
                continue;
            ImageShape rows = _first[i].DataGradientRows(maps.First.Size);
            for (int z = 0; z < rows.Depth; z++)
                for (int y = 0; y < rows.Height; y++)
                    _first[i].DataGradientRow(maps.FirstGradient!, inputGradient, z, y);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Floats of scratch that <see cref="Backward"/> wants.</summary>
    public int AccumulatorCount => _first.Sum(f => f.AccumulatorCount);

    // From the third convolution back to the first, row by row.
    private void BackwardToFirst(
        ReadOnlySpan<FeatureMap> inputs, BlockMaps maps, Span<float> accumulators, Span<float> gradient, CancellationToken cancellationToken)
    {
        FeatureMap third = maps.ThirdGradient!, second = maps.SecondGradient!, first = maps.FirstGradient!;
        ImageShape size = maps.First.Size;
        accumulators.Clear();
        for (int z = 0; z < size.Depth; z++)
        {
            for (int y = 0; y < size.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (maps.ResultGradient is { } resultGradient)
                    _last.DataGradientRow(resultGradient, third, z, y);
                Rectify(third, maps.Third, _layers[2], z, y, gradient);
                _third.AccumulateWeightGradient(maps.Second, third, z, y, gradient);
                _third.DataGradientRow(third, second, z, y);
                Rectify(second, maps.Second, _layers[1], z, y, gradient);
                _second.AccumulateWeightGradient(maps.First, second, z, y, gradient);
                _second.DataGradientRow(second, first, z, y);
                Rectify(first, maps.First, _layers[0], z, y, gradient);
                for (int i = 0, used = 0; i < inputs.Length; used += _first[i++].AccumulatorCount)
                {
                    Span<float> target = _first[i].AccumulatorCount > 0 ? accumulators.Slice(used, _first[i].AccumulatorCount) : gradient;
                    _first[i].AccumulateWeightGradient(inputs[i], first, z, y, target);
                }
            }
        }
        for (int i = 0, used = 0; i < inputs.Length; used += _first[i++].AccumulatorCount)
            _first[i].FoldWeightGradient(accumulators.Slice(used, _first[i].AccumulatorCount), gradient);
    }

    private static void Rectify(FeatureMap outputGradient, FeatureMap output, ConvolutionLayer layer, int z, int y, Span<float> gradient)
    {
        Span<float> row = outputGradient.Row(z, y);
        Lanes.MaskByRectifier(row, output.Row(z, y));
        Lanes.AddPixels(row, gradient.Slice(layer.BiasOffset, layer.StoredOutputs));
    }
}
