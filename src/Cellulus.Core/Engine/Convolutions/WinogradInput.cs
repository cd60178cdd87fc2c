using System.Numerics.Tensors;

namespace Cellulus.Engine;

/// <summary>The part of a Winograd convolution that reads one input map, with its kernel transformed and packed for both
/// directions.</summary>
internal sealed class WinogradInput
{
    private readonly ConvolutionLayer _layer;
    private readonly ConvolutionInput _input;
    private readonly GemmKernel _kernel;
    private readonly WinogradScheme _scheme;
    private readonly int[][][] _slices; // by phase and input slice
    private readonly int[] _products;   // place of each product among the slots of a tile
    private readonly int[] _inputSlots; // transformed input of each product
    private readonly PackedMatrix[] _forward; // order (phase, slice, product)
    private readonly PackedMatrix[] _backward; // order (phase, slice, input slot); a tap for each product of the slot
    private readonly int[][] _backwardOffsets; // by input slot: where those products' gradients begin
    private readonly float[] _matrix, _transposed;

    public WinogradInput(ConvolutionLayer layer, ConvolutionInput input, GemmKernel kernel, bool training)
    {
        _layer = layer;
        _input = input;
        _kernel = kernel;
        _scheme = input.Upsampled ? WinogradScheme.Upsampled : WinogradScheme.Plain;
        _slices = _scheme.Slices(layer.Kernel.Depth);
        int side = _scheme.Places.Length;
        _products = [.. Enumerable.Range(0, side * side).Select(i => 4 * _scheme.Places[i / side] + _scheme.Places[i % side])];
        _inputSlots = [.. Enumerable.Range(0, side * side).Select(i => _scheme.InputSlot(i / side, i % side))];
        _forward = [.. Enumerable.Range(0, Kernels).Select(_ => new PackedMatrix(kernel, 1, input.StoredChannels, layer.StoredOutputs))];
        _backwardOffsets = [.. Enumerable.Range(0, _scheme.InputSlots).Select(ProductsOf)
            .Select(products => products.Select(p => _products[p] * OutputSlot).ToArray())];
        _backward = training
            ? [.. Enumerable.Range(0, Phases * SlicesRead * _scheme.InputSlots).Select(i =>
                new PackedMatrix(kernel, _backwardOffsets[i % _scheme.InputSlots].Length, layer.StoredOutputs, input.StoredChannels))]
            : [];
        _matrix = new float[input.StoredChannels * layer.StoredOutputs];
        _transposed = training ? new float[_matrix.Length] : [];
    }

    private int Phases => _slices.Length;
    private int SlicesRead => _slices[0].Length;
    private int Kernels => Phases * SlicesRead * _products.Length;
    private int InputSlot => ConvolutionScratch.SlotLength(_input.StoredChannels);
    private int OutputSlot => ConvolutionScratch.SlotLength(_layer.StoredOutputs);

    /// <summary>Floats that weight gradients are summed in: a matrix (ci, co) for each transformed kernel.</summary>
    public int AccumulatorCount => Kernels * _matrix.Length;

    public void Pack(ReadOnlySpan<float> parameters)
    {
        ReadOnlySpan<float> weights = parameters.Slice(_input.Offset, _layer.WeightCount(_input));
        int outputs = _layer.StoredOutputs, inputs = _input.StoredChannels;
        for (int kernel = 0; kernel < Kernels; kernel++)
        {
            _matrix.AsSpan().Clear();
            for (int position = 0; position < _layer.Taps; position++)
                if (Share(kernel, position) is var share and not 0)
                    TensorPrimitives.FusedMultiplyAdd(weights.Slice(position * _matrix.Length, _matrix.Length), share, _matrix, _matrix);
            for (int input = 0; input < inputs; input++)
                _forward[kernel].SetRow(0, input, _matrix.AsSpan(input * outputs, outputs));
            if (_backward.Length == 0)
                continue;
            int product = kernel % _products.Length, slot = _inputSlots[product];
            _backward[kernel / _products.Length * _scheme.InputSlots + slot].SetTransposed(TapOf(product), _matrix);
        }
    }

    /// <summary>Multiplies tiles of a band and adds the products to those of the layer's other inputs.</summary>
    public void Multiply(FeatureMap input, BandTiles band, bool accumulate, ConvolutionScratch scratch)
    {
        int phase = band.Z % Phases;
        for (int slice = 0; slice < SlicesRead; slice++)
        {
            Transform(input, band, slice, scratch);
            for (int product = 0; product < _products.Length; product++)
            {
                Gemm.Multiply(
                    scratch.Inputs, [_inputSlots[product] * InputSlot], _input.StoredChannels,
                    _forward[(phase * SlicesRead + slice) * _products.Length + product], accumulate || slice > 0,
                    scratch.Outputs, _products[product] * OutputSlot, _layer.StoredOutputs, band.WholeTiles, rectify: false);
            }
        }
    }

    /// <summary>Takes the products' gradients: adds to the weights' accumulators and, if asked, to the input's gradient.</summary>
    public void Backward(FeatureMap input, FeatureMap? inputGradient, BandTiles band, Span<float> accumulators, ConvolutionScratch scratch)
    {
        int phase = band.Z % Phases;
        for (int slice = 0; slice < SlicesRead; slice++)
        {
            Transform(input, band, slice, scratch);
            int first = (phase * SlicesRead + slice) * _products.Length;
            for (int product = 0; product < _products.Length; product++)
            {
                Gemm.AccumulateOuter(
                    _kernel,
                    scratch.Inputs, _inputSlots[product] * InputSlot, _input.StoredChannels,
                    scratch.Outputs, _products[product] * OutputSlot, _layer.StoredOutputs,
                    accumulators, (first + product) * _matrix.Length, _input.StoredChannels, _layer.StoredOutputs, band.Count);
            }
            if (inputGradient is null)
                continue;
            for (int slot = 0; slot < _scheme.InputSlots; slot++)
            {
                Gemm.Multiply(
                    scratch.Outputs, _backwardOffsets[slot], _layer.StoredOutputs,
                    _backward[(phase * SlicesRead + slice) * _scheme.InputSlots + slot], accumulate: false,
                    scratch.InputGradients, slot * InputSlot, _input.StoredChannels, band.WholeTiles, rectify: false);
            }
            (int z, int y, int x) = band.Origin(inputGradient.Size, _scheme.Step, Phases, slice);
            _scheme.AddGradients(scratch.InputGradients, inputGradient, z, y, x, band.Count);
        }
    }

    public void FoldWeightGradient(ReadOnlySpan<float> accumulators, Span<float> gradient)
    {
        Span<float> weights = gradient.Slice(_input.Offset, _layer.WeightCount(_input));
        for (int kernel = 0; kernel < Kernels; kernel++)
        {
            for (int position = 0; position < _layer.Taps; position++)
            {
                if (Share(kernel, position) is not (var share and not 0))
                    continue;
                Span<float> target = weights.Slice(position * _matrix.Length, _matrix.Length);
                TensorPrimitives.FusedMultiplyAdd(accumulators.Slice(kernel * _matrix.Length, _matrix.Length), share, target, target);
            }
        }
    }

    private void Transform(FeatureMap input, BandTiles band, int slice, ConvolutionScratch scratch)
    {
        (int z, int y, int x) = band.Origin(input.Size, _scheme.Step, Phases, slice);
        _scheme.Transform(input, z, y, x, band.Count, scratch.Inputs);
    }

    // What a kernel position (kz, ky, kx) contributes to a transformed kernel (phase, slice, row, column).
    private float Share(int kernel, int position)
    {
        int side = _scheme.Places.Length, product = kernel % _products.Length, slice = kernel / _products.Length;
        if (!_slices[slice / SlicesRead][slice % SlicesRead].Contains(position / 9))
            return 0;
        return _scheme.Filter[product / side][position / 3 % 3] * _scheme.Filter[product % side][position % 3];
    }

    private IEnumerable<int> ProductsOf(int slot) => Enumerable.Range(0, _products.Length).Where(p => _inputSlots[p] == slot);

    private int TapOf(int product)
    {
        int tap = 0;
        for (int p = 0; p < product; p++)
            if (_inputSlots[p] == _inputSlots[product])
                tap++;
        return tap;
    }
}
