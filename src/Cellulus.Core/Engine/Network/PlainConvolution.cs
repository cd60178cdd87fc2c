namespace Cellulus.Engine;

/// <summary>
/// A valid convolution. Since channels are innermost, the window of a pixel in one input row is contiguous: a row of outputs
/// is a product with one tap per (kz, ky) and a depth of kx * ci.
/// </summary>
internal sealed class PlainConvolution : InputConvolution
{
    private readonly PackedMatrix _forward;
    private readonly PackedMatrix? _backward;

    public PlainConvolution(ConvolutionLayer layer, ConvolutionInput input, GemmKernel kernel, bool training)
        : base(layer, input, kernel)
    {
        ImageShape window = layer.Kernel;
        int rows = window.Depth * window.Height;
        _forward = new PackedMatrix(kernel, rows, window.Width * input.StoredChannels, layer.StoredOutputs);
        // The image itself needs no gradient, and its channels are not padded.
        if (training && input.StoredChannels % 8 == 0)
            _backward = new PackedMatrix(kernel, rows, window.Width * layer.StoredOutputs, input.StoredChannels);
    }

    public override int AccumulatorCount => 0;

    public override void Pack(ReadOnlySpan<float> parameters)
    {
        ReadOnlySpan<float> weights = Weights(parameters);
        int outputs = Layer.StoredOutputs;
        for (int tap = 0; tap < _forward.Taps; tap++)
            for (int step = 0; step < _forward.Depth; step++)
                _forward.SetRow(tap, step, weights.Slice((tap * _forward.Depth + step) * outputs, outputs));
        Bias(parameters).CopyTo(_forward.Bias);
        if (_backward is not null)
            PackBackward(_backward, weights);
    }

    // The gradient of the input is a full correlation with the kernel turned around and its channels swapped.
    private void PackBackward(PackedMatrix backward, ReadOnlySpan<float> weights)
    {
        int side = Layer.Kernel.Width, inputs = Input.StoredChannels, outputs = Layer.StoredOutputs;
        Span<float> row = stackalloc float[inputs];
        for (int tap = 0; tap < backward.Taps; tap++)
        {
            for (int x = 0; x < side; x++)
            {
                int first = ((backward.Taps - 1 - tap) * side + side - 1 - x) * inputs * outputs;
                for (int output = 0; output < outputs; output++)
                {
                    for (int input = 0; input < inputs; input++)
                        row[input] = weights[first + input * outputs + output];
                    backward.SetRow(tap, x * outputs + output, row);
                }
            }
        }
    }

    public override void ForwardRow(FeatureMap input, FeatureMap output, int z, int y, bool accumulate, bool rectify)
    {
        Span<int> windows = stackalloc int[_forward.Taps];
        FindWindows(input, output.Size, z, y, windows);
        Gemm.Multiply(
            input.Values, windows, input.Channels, _forward, accumulate,
            output.Values, output.RowOffset(z, y), output.Channels, output.Size.Width, rectify);
    }

    public override void AccumulateWeightGradient(FeatureMap input, FeatureMap outputGradient, int z, int y, Span<float> accumulators)
    {
        Span<int> windows = stackalloc int[_forward.Taps];
        FindWindows(input, outputGradient.Size, z, y, windows);
        Span<float> weights = Weights(accumulators);
        for (int tap = 0; tap < windows.Length; tap++)
        {
            Gemm.AccumulateOuter(
                Kernel,
                input.Values, windows[tap], input.Channels,
                outputGradient.Values, outputGradient.RowOffset(z, y), outputGradient.Channels,
                weights, tap * _forward.Depth * _forward.Columns, _forward.Depth, _forward.Columns, outputGradient.Size.Width);
        }
    }

    public override void FoldWeightGradient(ReadOnlySpan<float> accumulators, Span<float> parameterGradient) { }

    public override ImageShape DataGradientRows(ImageShape output) =>
        new(output.Depth + Layer.Kernel.Depth - 1, output.Height + Layer.Kernel.Height - 1, output.Width + Layer.Kernel.Width - 1);

    public override void DataGradientRow(FeatureMap outputGradient, FeatureMap inputGradient, int z, int y)
    {
        PackedMatrix backward = _backward ?? throw new InvalidOperationException("The network was not packed for training.");
        ImageShape window = Layer.Kernel, rows = DataGradientRows(outputGradient.Size);
        Span<int> windows = stackalloc int[backward.Taps];
        for (int kz = 0, tap = 0; kz < window.Depth; kz++)
            for (int ky = 0; ky < window.Height; ky++, tap++)
                windows[tap] = outputGradient.RowOffset(z - window.Depth + 1 + kz, y - window.Height + 1 + ky)
                    - (window.Width - 1) * outputGradient.Channels;
        (int cropZ, int cropY, int cropX) = Crop(inputGradient.Size, rows);
        Gemm.Multiply(
            outputGradient.Values, windows, outputGradient.Channels, backward, accumulate: false,
            inputGradient.Values, inputGradient.RowOffset(z + cropZ, y + cropY) + cropX * inputGradient.Channels,
            inputGradient.Channels, rows.Width, rectify: false);
    }

    /// <summary>Where the windows of the first pixel of an output row begin. A larger input is cropped to its centre.</summary>
    private void FindWindows(FeatureMap input, ImageShape output, int z, int y, Span<int> windows)
    {
        (int cropZ, int cropY, int cropX) = Crop(input.Size, DataGradientRows(output));
        for (int kz = 0, tap = 0; kz < Layer.Kernel.Depth; kz++)
            for (int ky = 0; ky < Layer.Kernel.Height; ky++, tap++)
                windows[tap] = input.RowOffset(z + cropZ + kz, y + cropY + ky) + cropX * input.Channels;
    }

    private static (int Z, int Y, int X) Crop(ImageShape map, ImageShape used) =>
        ((map.Depth - used.Depth) / 2, (map.Height - used.Height) / 2, (map.Width - used.Width) / 2);
}
