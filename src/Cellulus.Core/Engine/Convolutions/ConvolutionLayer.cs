namespace Cellulus.Engine;

/// <summary>
/// One convolution: its name in model files, its extent, and where its parameters lie in the flat parameter vector: for each
/// input the weights (kz, ky, kx, input channel, output channel), then the bias (output channel), channels padded.
/// </summary>
internal sealed class ConvolutionLayer
{
    public ConvolutionLayer(string name, ImageShape kernel, int outputs, IReadOnlyList<ConvolutionInput> inputs, int biasOffset)
    {
        Name = name;
        Kernel = kernel;
        Outputs = outputs;
        Inputs = inputs;
        BiasOffset = biasOffset;
    }

    /// <summary>Prefix of the tensor names, such as <c>backbone.l_conv.0.conv_pass.0</c>.</summary>
    public string Name { get; }

    public ImageShape Kernel { get; }
    public int Taps => (int)Kernel.PixelCount;
    public int Outputs { get; }
    public int StoredOutputs => Padded(Outputs);
    public IReadOnlyList<ConvolutionInput> Inputs { get; }
    public int InputChannels => Inputs.Sum(i => i.Channels);
    public int BiasOffset { get; }

    /// <summary>Floats that the weights of one input take.</summary>
    public int WeightCount(ConvolutionInput input) => Taps * input.StoredChannels * StoredOutputs;

    /// <summary>Rounded up to whole registers of eight.</summary>
    public static int Padded(int channels) => (channels + 7) / 8 * 8;
}
