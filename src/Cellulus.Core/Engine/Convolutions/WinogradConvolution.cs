namespace Cellulus.Engine;

/// <summary>
/// A convolution of side 3 by Winograd's minimal filtering, 4/9 of the multiplications of the definition and fewer for enlarged maps.
/// Tiles are transformed, each of the 16 products of a tile is a matrix product over the input channels, and the results are
/// transformed back; the same on the way back, transposed. Rounding differs from the definition by about 1e-6 of the largest value.
/// </summary>
internal sealed class WinogradConvolution : Convolution
{
    private readonly WinogradInput[] _inputs;
    private readonly float[] _bias;

    public WinogradConvolution(ConvolutionLayer layer, GemmKernel kernel, bool training)
        : base(layer, kernel)
    {
        _inputs = [.. layer.Inputs.Select(input => new WinogradInput(layer, input, kernel, training))];
        _bias = new float[layer.StoredOutputs];
        AccumulatorCount = _inputs.Sum(i => i.AccumulatorCount);
    }

    public override int AccumulatorCount { get; }

    public override void Pack(ReadOnlySpan<float> parameters)
    {
        foreach (WinogradInput input in _inputs)
            input.Pack(parameters);
        Bias(parameters).CopyTo(_bias);
    }

    public override void Forward(ReadOnlySpan<FeatureMap> inputs, FeatureMap output, int z, int y, ConvolutionScratch scratch)
    {
        int tiles = BandTiles.Across(output.Size.Width), block = BandTiles.Block(tiles);
        for (int first = 0; first < tiles; first += block)
        {
            var band = new BandTiles(output.Size, z, y, first, Math.Min(block, tiles - first));
            // The first input is always read as it is and sets all products; others add to theirs.
            for (int i = 0; i < inputs.Length; i++)
                _inputs[i].Multiply(inputs[i], band, accumulate: i > 0, scratch);
            WinogradTile.WriteOutputs(scratch.Outputs, _bias, output, z, y, first, band.Count);
        }
    }

    public override void Backward(
        ReadOnlySpan<FeatureMap> inputs, FeatureMap outputGradient, ReadOnlySpan<FeatureMap?> inputGradients, int z, int y,
        Span<float> accumulators, Span<float> gradient, ConvolutionScratch scratch)
    {
        int tiles = BandTiles.Across(outputGradient.Size.Width), block = BandTiles.Block(tiles);
        for (int first = 0; first < tiles; first += block)
        {
            var band = new BandTiles(outputGradient.Size, z, y, first, Math.Min(block, tiles - first));
            WinogradTile.ReadGradients(outputGradient, z, y, first, band.Count, scratch.Outputs);
            for (int i = 0, used = 0; i < inputs.Length; used += _inputs[i++].AccumulatorCount)
                _inputs[i].Backward(inputs[i], inputGradients[i], band, accumulators.Slice(used, _inputs[i].AccumulatorCount), scratch);
        }
    }

    public override void FoldWeightGradient(ReadOnlySpan<float> accumulators, Span<float> gradient)
    {
        int used = 0;
        foreach (WinogradInput input in _inputs)
        {
            input.FoldWeightGradient(accumulators.Slice(used, input.AccumulatorCount), gradient);
            used += input.AccumulatorCount;
        }
    }
}
