namespace Cellulus.Engine;

/// <summary>
/// The part of a convolution that reads one input map, with its weights packed for forward and, if asked, backward. Rows are
/// the unit of work. Immutable between two calls of <see cref="Pack"/>, so threads share it.
/// </summary>
internal abstract class InputConvolution
{
    protected InputConvolution(ConvolutionLayer layer, ConvolutionInput input, GemmKernel kernel)
    {
        Layer = layer;
        Input = input;
        Kernel = kernel;
    }

    protected ConvolutionLayer Layer { get; }
    protected ConvolutionInput Input { get; }
    protected GemmKernel Kernel { get; }

    public static InputConvolution Create(ConvolutionLayer layer, ConvolutionInput input, GemmKernel kernel, bool training) =>
        input.Upsampled
            ? new UpsampledConvolution(layer, input, kernel, training)
            : new PlainConvolution(layer, input, kernel, training);

    /// <summary>Takes over new parameter values.</summary>
    public abstract void Pack(ReadOnlySpan<float> parameters);

    /// <summary>Computes one output row: input (z, y, x, ci), weight (kz, ky, kx, ci, co) -> output (z, y, x, co).</summary>
    public abstract void ForwardRow(FeatureMap input, FeatureMap output, int z, int y, bool accumulate, bool rectify);

    /// <summary>
    /// Adds what one row of the output's gradient says about the weights, to <see cref="AccumulatorCount"/> floats, or straight to
    /// the gradient of all parameters when that is 0.
    /// </summary>
    public abstract void AccumulateWeightGradient(FeatureMap input, FeatureMap outputGradient, int z, int y, Span<float> accumulators);

    /// <summary>Floats that <see cref="AccumulateWeightGradient"/> adds to.</summary>
    public abstract int AccumulatorCount { get; }

    /// <summary>Turns the accumulators of a whole image into the gradient of the weights.</summary>
    public abstract void FoldWeightGradient(ReadOnlySpan<float> accumulators, Span<float> parameterGradient);

    /// <summary>Rows of <see cref="DataGradientRow"/>, as an extent.</summary>
    public abstract ImageShape DataGradientRows(ImageShape output);

    /// <summary>Computes one row of the input's gradient from the output's gradient, which has a border of zeros.</summary>
    public abstract void DataGradientRow(FeatureMap outputGradient, FeatureMap inputGradient, int z, int y);

    protected Span<float> Weights(Span<float> parameters) => parameters.Slice(Input.Offset, Layer.WeightCount(Input));
    protected ReadOnlySpan<float> Weights(ReadOnlySpan<float> parameters) => parameters.Slice(Input.Offset, Layer.WeightCount(Input));
    protected ReadOnlySpan<float> Bias(ReadOnlySpan<float> parameters) => parameters.Slice(Layer.BiasOffset, Layer.StoredOutputs);
}
