namespace Cellulus.Engine;

/// <summary>
/// A convolution computed as it is defined, for windows of one pixel and for the image itself. Since channels are innermost, the
/// window of a pixel in one input row is contiguous: a row of outputs is a product with one tap per (kz, ky) and a depth of kx * ci.
/// </summary>
internal sealed class DirectConvolution : Convolution
{
    private readonly ConvolutionInput _input;
    private readonly PackedMatrix _forward;
    private readonly PackedMatrix? _backward;

    public DirectConvolution(ConvolutionLayer layer, GemmKernel kernel, bool training)
        : base(layer, kernel)
    {
        _input = layer.Inputs.Single();
        ImageShape window = layer.Kernel;
        _forward = new PackedMatrix(kernel, window.Depth * window.Height, window.Width * _input.StoredChannels, layer.StoredOutputs);
        if (training && layer.Taps == 1)
            _backward = new PackedMatrix(kernel, 1, layer.StoredOutputs, _input.StoredChannels);
    }

    public override void Pack(ReadOnlySpan<float> parameters)
    {
        ReadOnlySpan<float> weights = parameters.Slice(_input.Offset, Layer.WeightCount(_input));
        int outputs = Layer.StoredOutputs;
        for (int tap = 0; tap < _forward.Taps; tap++)
            for (int step = 0; step < _forward.Depth; step++)
                _forward.SetRow(tap, step, weights.Slice((tap * _forward.Depth + step) * outputs, outputs));
        Bias(parameters).CopyTo(_forward.Bias);
        _backward?.SetTransposed(0, weights);
    }

    public override void Forward(ReadOnlySpan<FeatureMap> inputs, FeatureMap output, int z, int y, ConvolutionScratch scratch)
    {
        for (int row = y; row < Math.Min(y + Band, output.Size.Height); row++)
            ForwardRow(inputs[0], output, z, row, rectify: true);
    }

    public override void Backward(
        ReadOnlySpan<FeatureMap> inputs, FeatureMap outputGradient, ReadOnlySpan<FeatureMap?> inputGradients, int z, int y,
        Span<float> accumulators, Span<float> gradient, ConvolutionScratch scratch)
    {
        for (int row = y; row < Math.Min(y + Band, outputGradient.Size.Height); row++)
        {
            WeightGradientRow(inputs[0], outputGradient, z, row, gradient);
            if (inputGradients[0] is { } inputGradient)
                DataGradientRow(outputGradient, inputGradient, z, row);
        }
    }

    /// <summary>Computes one row of outputs.</summary>
    public void ForwardRow(FeatureMap input, FeatureMap output, int z, int y, bool rectify)
    {
        Span<int> windows = stackalloc int[_forward.Taps];
        FindWindows(input, output.Size, z, y, windows);
        Gemm.Multiply(
            input.Values, windows, input.Channels, _forward, accumulate: false,
            output.Values, output.RowOffset(z, y), output.Channels, output.Size.Width, rectify);
    }

    /// <summary>Adds what one row of the output's gradient says about the weights.</summary>
    public void WeightGradientRow(FeatureMap input, FeatureMap outputGradient, int z, int y, Span<float> gradient)
    {
        Span<int> windows = stackalloc int[_forward.Taps];
        FindWindows(input, outputGradient.Size, z, y, windows);
        for (int tap = 0; tap < windows.Length; tap++)
        {
            Gemm.AccumulateOuter(
                Kernel,
                input.Values, windows[tap], input.Channels,
                outputGradient.Values, outputGradient.RowOffset(z, y), outputGradient.Channels,
                gradient, _input.Offset + tap * _forward.Depth * _forward.Columns, _forward.Depth, _forward.Columns, outputGradient.Size.Width);
        }
    }

    /// <summary>Computes one row of the input's gradient, for a window of one pixel.</summary>
    public void DataGradientRow(FeatureMap outputGradient, FeatureMap inputGradient, int z, int y)
    {
        PackedMatrix backward = _backward ?? throw new InvalidOperationException("No gradient flows to this layer's input.");
        Gemm.Multiply(
            outputGradient.Values, [outputGradient.RowOffset(z, y)], outputGradient.Channels, backward, accumulate: false,
            inputGradient.Values, inputGradient.RowOffset(z, y), inputGradient.Channels, inputGradient.Size.Width, rectify: false);
    }

    /// <summary>Where the windows of the first pixel of an output row begin.</summary>
    private void FindWindows(FeatureMap input, ImageShape output, int z, int y, Span<int> windows)
    {
        (int cropZ, int cropY, int cropX) = Crop(input.Size, output, Layer.Kernel);
        for (int kz = 0, tap = 0; kz < Layer.Kernel.Depth; kz++)
            for (int ky = 0; ky < Layer.Kernel.Height; ky++, tap++)
                windows[tap] = input.RowOffset(z + cropZ + kz, y + cropY + ky) + cropX * input.Channels;
    }
}
