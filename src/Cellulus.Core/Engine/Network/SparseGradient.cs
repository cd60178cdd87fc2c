namespace Cellulus.Engine;

/// <summary>
/// The loss touches one output pixel in ten. From there back through the head and the last 3x3 convolution, only those pixels
/// are computed: windows are gathered side by side, multiplied densely and scattered back. Saves 9/10 of those layers' gradients.
/// </summary>
internal sealed class SparseGradient
{
    private const int Chunk = 64;
    private readonly UNetLayout _layout;
    private readonly ConvolutionLayer _last;
    private readonly PackedMatrix _lastBackward;
    private readonly DirectConvolution _head0, _head1;

    public SparseGradient(UNetLayout layout, GemmKernel kernel)
    {
        _layout = layout;
        _last = layout.Decoders[0][3];
        _lastBackward = new PackedMatrix(kernel, 1, _last.StoredOutputs, _last.Taps * _last.Inputs[0].StoredChannels);
        _head0 = new DirectConvolution(layout.Head[0], kernel, training: true);
        _head1 = new DirectConvolution(layout.Head[1], kernel, training: true);
    }

    public void Pack(ReadOnlySpan<float> parameters)
    {
        _head0.Pack(parameters);
        _head1.Pack(parameters);
        _lastBackward.SetTransposed(0, parameters.Slice(_last.Inputs[0].Offset, _last.WeightCount(_last.Inputs[0])));
    }

    /// <summary>The buffers of one thread.</summary>
    public sealed class Scratch
    {
        public Scratch(UNetLayout layout)
        {
            var size = new ImageShape(1, 1, Chunk);
            ConvolutionLayer last = layout.Decoders[0][3];
            Result = new FeatureMap(size, last.StoredOutputs);
            ResultGradient = new FeatureMap(size, last.StoredOutputs);
            Hidden = new FeatureMap(size, layout.Head[0].StoredOutputs);
            HiddenGradient = new FeatureMap(size, layout.Head[0].StoredOutputs);
            OutputGradient = new FeatureMap(size, layout.Head[1].StoredOutputs);
            Windows = new FeatureMap(size, last.Taps * last.Inputs[0].StoredChannels);
        }

        public FeatureMap Result { get; }
        public FeatureMap ResultGradient { get; }
        public FeatureMap Hidden { get; }
        public FeatureMap HiddenGradient { get; }
        public FeatureMap OutputGradient { get; }

        /// <summary>The windows of the last convolution, then their gradients.</summary>
        public FeatureMap Windows { get; }

        public long Bytes => Result.Bytes + ResultGradient.Bytes + Hidden.Bytes + HiddenGradient.Bytes + OutputGradient.Bytes + Windows.Bytes;
    }

    /// <summary>
    /// Adds the head's and the last convolution's share to the gradient of all parameters and leaves the gradient of the last
    /// convolution's input in <see cref="BlockMaps.ThirdGradient"/>.
    /// </summary>
    /// <param name="maps">Maps of the forward pass.</param>
    /// <param name="pixels">Output pixels with a gradient, as indices (z, y, x), rising.</param>
    /// <param name="outputGradients">Their gradients, order (pixel, output).</param>
    /// <param name="scratch">Buffers of this thread.</param>
    /// <param name="gradient">Gradient of all parameters.</param>
    /// <param name="cancellationToken">Checked at every few pixels.</param>
    public void Backward(
        UNetMaps maps, ReadOnlySpan<int> pixels, ReadOnlySpan<float> outputGradients, Scratch scratch, Span<float> gradient,
        CancellationToken cancellationToken)
    {
        BlockMaps block = maps.Decoders[0];
        block.ThirdGradient!.Clear();
        int outputs = _layout.Head[1].Outputs;
        for (int start = 0; start < pixels.Length; start += Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Chunk, pixels.Length - start);
            ReadOnlySpan<int> chunk = pixels.Slice(start, count);
            Gather(block, chunk, outputGradients.Slice(start * outputs, count * outputs), outputs, scratch);

            _head0.ForwardRow(scratch.Result, scratch.Hidden, 0, 0, rectify: true);
            AddBias(scratch.OutputGradient, _layout.Head[1], gradient);
            _head1.WeightGradientRow(scratch.Hidden, scratch.OutputGradient, 0, 0, gradient);
            _head1.DataGradientRow(scratch.OutputGradient, scratch.HiddenGradient, 0, 0);
            Lanes.MaskByRectifier(scratch.HiddenGradient.Values, scratch.Hidden.Values);
            AddBias(scratch.HiddenGradient, _layout.Head[0], gradient);
            _head0.WeightGradientRow(scratch.Result, scratch.HiddenGradient, 0, 0, gradient);
            _head0.DataGradientRow(scratch.HiddenGradient, scratch.ResultGradient, 0, 0);

            Lanes.MaskByRectifier(scratch.ResultGradient.Values, scratch.Result.Values);
            AddBias(scratch.ResultGradient, _last, gradient);
            FeatureMap windows = scratch.Windows, resultGradient = scratch.ResultGradient;
            Gemm.AccumulateOuter(
                _lastBackward.Kernel, windows.Values, 0, windows.Channels,
                resultGradient.Values, 0, resultGradient.Channels,
                gradient, _last.Inputs[0].Offset, windows.Channels, resultGradient.Channels, count);
            Gemm.Multiply(
                resultGradient.Values, [0], resultGradient.Channels, _lastBackward, accumulate: false,
                windows.Values, 0, windows.Channels, count, rectify: false);
            Scatter(windows, block.ThirdGradient!, block.Result.Size, chunk);
        }
    }

    private void Gather(BlockMaps block, ReadOnlySpan<int> pixels, ReadOnlySpan<float> outputGradients, int outputs, Scratch scratch)
    {
        ImageShape size = block.Result.Size;
        scratch.Result.Clear();
        scratch.OutputGradient.Clear();
        int channels = block.Result.Channels;
        for (int i = 0; i < pixels.Length; i++)
        {
            (int z, int y, int x) = Position(size, pixels[i]);
            block.Result.Values.Slice(block.Result.RowOffset(z, y) + x * channels, channels).CopyTo(scratch.Result.Values[(i * channels)..]);
            outputGradients.Slice(i * outputs, outputs).CopyTo(scratch.OutputGradient.Values[(i * scratch.OutputGradient.Channels)..]);
            int run = _last.Kernel.Width * block.Third.Channels, at = i * scratch.Windows.Channels;
            for (int kz = 0; kz < _last.Kernel.Depth; kz++)
                for (int ky = 0; ky < _last.Kernel.Height; ky++, at += run)
                    block.Third.Values.Slice(block.Third.RowOffset(z + kz, y + ky) + x * block.Third.Channels, run).CopyTo(scratch.Windows.Values[at..]);
        }
    }

    private void Scatter(FeatureMap windows, FeatureMap target, ImageShape size, ReadOnlySpan<int> pixels)
    {
        int run = _last.Kernel.Width * target.Channels;
        for (int i = 0; i < pixels.Length; i++)
        {
            (int z, int y, int x) = Position(size, pixels[i]);
            int at = i * windows.Channels;
            for (int kz = 0; kz < _last.Kernel.Depth; kz++)
            {
                for (int ky = 0; ky < _last.Kernel.Height; ky++, at += run)
                {
                    Span<float> sum = target.Values.Slice(target.RowOffset(z + kz, y + ky) + x * target.Channels, run);
                    System.Numerics.Tensors.TensorPrimitives.Add(sum, windows.Values.Slice(at, run), sum);
                }
            }
        }
    }

    private static (int Z, int Y, int X) Position(ImageShape size, int index)
    {
        int plane = size.Height * size.Width;
        return (index / plane, index % plane / size.Width, index % size.Width);
    }

    private static void AddBias(FeatureMap gradient, ConvolutionLayer layer, Span<float> parameters) =>
        Lanes.AddPixels(gradient.Values, parameters.Slice(layer.BiasOffset, layer.StoredOutputs));
}
