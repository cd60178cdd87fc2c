namespace Cellulus.Engine;

/// <summary>
/// A valid convolution over the maps of its layer, forward and backward. The unit of work is a band: two rows of the output, or
/// the last one where their number is odd. Immutable between two calls of <see cref="Pack"/>, so threads share it.
/// </summary>
internal abstract class Convolution(ConvolutionLayer layer, GemmKernel kernel)
{
    /// <summary>Rows of a band.</summary>
    public const int Band = 2;

    public ConvolutionLayer Layer { get; } = layer;
    protected GemmKernel Kernel { get; } = kernel;

    /// <summary>
    /// Chooses how a layer is computed: windows of side 3 over padded channels by Winograd's method, others directly.
    /// </summary>
    public static Convolution Create(ConvolutionLayer layer, GemmKernel kernel, bool training) =>
        layer.Kernel.Width == 3 && layer.Inputs.All(i => i.StoredChannels % 8 == 0)
            ? new WinogradConvolution(layer, kernel, training)
            : new DirectConvolution(layer, kernel, training);

    /// <summary>Takes over new parameter values.</summary>
    public abstract void Pack(ReadOnlySpan<float> parameters);

    /// <summary>Computes a band of rectified outputs: inputs (z, y, x, ci), weight (kz, ky, kx, ci, co) -> output (z, y, x, co).</summary>
    public abstract void Forward(ReadOnlySpan<FeatureMap> inputs, FeatureMap output, int z, int y, ConvolutionScratch scratch);

    /// <summary>
    /// Takes a band of the output's gradient: adds what it says about the weights to <paramref name="accumulators"/> or straight to
    /// <paramref name="gradient"/>, and its share to the inputs' gradients.
    /// </summary>
    /// <param name="inputs">Maps the forward pass read.</param>
    /// <param name="outputGradient">Gradient before the rectifier.</param>
    /// <param name="inputGradients">Maps to add to; null where no gradient is wanted. A window of one pixel sets instead of adding.</param>
    /// <param name="z">Slice.</param>
    /// <param name="y">First row of the band.</param>
    /// <param name="accumulators"><see cref="AccumulatorCount"/> floats.</param>
    /// <param name="gradient">Gradient of all parameters.</param>
    /// <param name="scratch">Buffers of this thread.</param>
    public abstract void Backward(
        ReadOnlySpan<FeatureMap> inputs, FeatureMap outputGradient, ReadOnlySpan<FeatureMap?> inputGradients, int z, int y,
        Span<float> accumulators, Span<float> gradient, ConvolutionScratch scratch);

    /// <summary>Floats that <see cref="Backward"/> sums weight gradients in before they are those of the layer.</summary>
    public virtual int AccumulatorCount => 0;

    /// <summary>Adds the accumulators of a whole image to the gradient of all parameters.</summary>
    public virtual void FoldWeightGradient(ReadOnlySpan<float> accumulators, Span<float> gradient) { }

    protected ReadOnlySpan<float> Bias(ReadOnlySpan<float> parameters) => parameters.Slice(Layer.BiasOffset, Layer.StoredOutputs);

    /// <summary>First row and column that a centred crop of a map uses.</summary>
    protected static (int Z, int Y, int X) Crop(ImageShape map, ImageShape output, ImageShape window) =>
        ((map.Depth - output.Depth - window.Depth + 1) / 2, (map.Height - output.Height - window.Height + 1) / 2, (map.Width - output.Width - window.Width + 1) / 2);
}
