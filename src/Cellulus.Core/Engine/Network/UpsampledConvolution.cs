using System.Numerics.Tensors;

namespace Cellulus.Engine;

/// <summary>
/// A valid convolution of side 3 over a map enlarged twofold by repetition, computed on the small map: each of the 2x2(x2)
/// output phases is a convolution of side 2 with weights added up. 4/9 (8/27) of the work, the same sum in another order.
/// </summary>
internal sealed class UpsampledConvolution : InputConvolution
{
    private readonly int[][][] _z, _y, _x;
    private readonly PackedMatrix[] _forward; // by phase (pz, py, px)
    private readonly int[][] _positions; // by phase, then cell (az, ay, ax): what of the kernel of side 3 the cell adds up
    private readonly PackedMatrix? _backward;

    public UpsampledConvolution(ConvolutionLayer layer, ConvolutionInput input, GemmKernel kernel, bool training)
        : base(layer, input, kernel)
    {
        _z = UpsampledAxis.Forward(layer.Kernel.Depth);
        _y = UpsampledAxis.Forward(layer.Kernel.Height);
        _x = UpsampledAxis.Forward(layer.Kernel.Width);
        _forward = new PackedMatrix[_z.Length * _y.Length * _x.Length];
        for (int phase = 0; phase < _forward.Length; phase++)
            _forward[phase] = new PackedMatrix(kernel, CellRows, _x[0].Length * input.StoredChannels, layer.StoredOutputs);
        int cells = CellRows * _x[0].Length;
        _positions = [.. Enumerable.Range(0, _forward.Length * cells).Select(i => Positions(i / cells, i % cells).ToArray())];
        if (training)
        {
            int rows = UpsampledAxis.Backward(layer.Kernel.Depth).Length * UpsampledAxis.Backward(layer.Kernel.Height).Length;
            int columns = UpsampledAxis.Backward(layer.Kernel.Width).Length;
            _backward = new PackedMatrix(kernel, rows, columns * layer.StoredOutputs, input.StoredChannels);
        }
    }

    private int CellRows => _z[0].Length * _y[0].Length;

    public override int AccumulatorCount => _forward.Length * _forward[0].Taps * _forward[0].Depth * Layer.StoredOutputs;

    public override void Pack(ReadOnlySpan<float> parameters)
    {
        ReadOnlySpan<float> weights = Weights(parameters);
        int inputs = Input.StoredChannels, outputs = Layer.StoredOutputs;
        Span<float> sum = stackalloc float[outputs];
        for (int phase = 0; phase < _forward.Length; phase++)
        {
            int cells = CellRows * _x[0].Length;
            for (int cell = 0; cell < cells; cell++)
            {
                for (int input = 0; input < inputs; input++)
                {
                    sum.Clear();
                    foreach (int position in _positions[phase * cells + cell])
                        TensorPrimitives.Add(sum, weights.Slice((position * inputs + input) * outputs, outputs), sum);
                    _forward[phase].SetRow(cell / _x[0].Length, cell % _x[0].Length * inputs + input, sum);
                }
            }
            Bias(parameters).CopyTo(_forward[phase].Bias);
        }
        if (_backward is not null)
            PackBackward(_backward, weights);
    }

    private void PackBackward(PackedMatrix backward, ReadOnlySpan<float> weights)
    {
        ImageShape kernel = Layer.Kernel;
        int inputs = Input.StoredChannels, outputs = Layer.StoredOutputs, tap = 0;
        Span<float> row = stackalloc float[inputs];
        int[][] columns = UpsampledAxis.Backward(kernel.Width);
        foreach (int[] kzs in UpsampledAxis.Backward(kernel.Depth))
        {
            foreach (int[] kys in UpsampledAxis.Backward(kernel.Height))
            {
                for (int x = 0; x < columns.Length; x++)
                {
                    for (int output = 0; output < outputs; output++)
                    {
                        row.Clear();
                        foreach (int kz in kzs)
                            foreach (int ky in kys)
                                foreach (int kx in columns[x])
                                    for (int input = 0; input < inputs; input++)
                                        row[input] += weights[(kernel.IndexOf(kz, ky, kx) * inputs + input) * outputs + output];
                        backward.SetRow(tap, x * outputs + output, row);
                    }
                }
                tap++;
            }
        }
    }

    public override void ForwardRow(FeatureMap input, FeatureMap output, int z, int y, bool accumulate, bool rectify)
    {
        Span<int> windows = stackalloc int[CellRows];
        FindWindows(input, z, y, windows);
        for (int px = 0; px < _x.Length; px++)
        {
            Gemm.Multiply(
                input.Values, windows, input.Channels, _forward[Phase(z, y, px)], accumulate,
                output.Values, output.RowOffset(z, y) + px * output.Channels, _x.Length * output.Channels,
                output.Size.Width / _x.Length, rectify);
        }
    }

    public override void AccumulateWeightGradient(FeatureMap input, FeatureMap outputGradient, int z, int y, Span<float> accumulators)
    {
        Span<int> windows = stackalloc int[CellRows];
        FindWindows(input, z, y, windows);
        int depth = _forward[0].Depth, outputs = Layer.StoredOutputs;
        for (int px = 0; px < _x.Length; px++)
        {
            int phase = Phase(z, y, px);
            for (int tap = 0; tap < windows.Length; tap++)
            {
                Gemm.AccumulateOuter(
                    Kernel,
                    input.Values, windows[tap], input.Channels,
                    outputGradient.Values, outputGradient.RowOffset(z, y) + px * outputGradient.Channels, _x.Length * outputGradient.Channels,
                    accumulators, (phase * windows.Length + tap) * depth * outputs, depth, outputs, outputGradient.Size.Width / _x.Length);
            }
        }
    }

    public override void FoldWeightGradient(ReadOnlySpan<float> accumulators, Span<float> parameterGradient)
    {
        Span<float> weights = Weights(parameterGradient);
        int cells = CellRows * _x[0].Length, block = Input.StoredChannels * Layer.StoredOutputs;
        for (int phase = 0; phase < _forward.Length; phase++)
        {
            for (int cell = 0; cell < cells; cell++)
            {
                ReadOnlySpan<float> source = accumulators.Slice((phase * cells + cell) * block, block);
                foreach (int position in _positions[phase * cells + cell])
                {
                    Span<float> target = weights.Slice(position * block, block);
                    TensorPrimitives.Add(target, source, target);
                }
            }
        }
    }

    public override ImageShape DataGradientRows(ImageShape output) =>
        new(_z.Length == 1 ? output.Depth : output.Depth / 2 + 1, output.Height / 2 + 1, output.Width / 2 + 1);

    public override void DataGradientRow(FeatureMap outputGradient, FeatureMap inputGradient, int z, int y)
    {
        PackedMatrix backward = _backward ?? throw new InvalidOperationException("The network was not packed for training.");
        int slices = UpsampledAxis.Backward(Layer.Kernel.Depth).Length, rows = UpsampledAxis.Backward(Layer.Kernel.Height).Length;
        int firstZ = slices == 1 ? z : 2 * z - 2;
        Span<int> windows = stackalloc int[backward.Taps];
        for (int tap = 0; tap < windows.Length; tap++)
            windows[tap] = outputGradient.RowOffset(firstZ + tap / rows, 2 * y - 2 + tap % rows) - 2 * outputGradient.Channels;
        Gemm.Multiply(
            outputGradient.Values, windows, 2 * outputGradient.Channels, backward, accumulate: false,
            inputGradient.Values, inputGradient.RowOffset(z, y), inputGradient.Channels, inputGradient.Size.Width, rectify: false);
    }

    private int Phase(int z, int y, int px) => (z % _z.Length * _y.Length + y % _y.Length) * _x.Length + px;

    private void FindWindows(FeatureMap input, int z, int y, Span<int> windows)
    {
        for (int tap = 0; tap < windows.Length; tap++)
            windows[tap] = input.RowOffset(z / _z.Length + tap / _y[0].Length, y / _y.Length + tap % _y[0].Length);
    }

    /// <summary>Positions (kz, ky, kx) in the kernel of side 3 that one cell of a phase's kernel of side 2 adds up.</summary>
    private IEnumerable<int> Positions(int phase, int cell)
    {
        int[] kxs = _x[phase % _x.Length][cell % _x[0].Length];
        int[] kys = _y[phase / _x.Length % _y.Length][cell / _x[0].Length % _y[0].Length];
        int[] kzs = _z[phase / (_x.Length * _y.Length)][cell / (_x[0].Length * _y[0].Length)];
        return from kz in kzs from ky in kys from kx in kxs select Layer.Kernel.IndexOf(kz, ky, kx);
    }
}
