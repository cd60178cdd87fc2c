namespace Cellulus.Engine;

/// <summary>
/// The second head of a network: [1x1, rectifier, 1x1] on the features that the first head reads. Its parameters lie in a vector of
/// their own, so that a network is the same with and without it.
/// </summary>
internal sealed class UncertaintyHeadLayout
{
    public UncertaintyHeadLayout(UNetArchitecture network)
    {
        Rank = network.Rank;
        Components = network.Outputs;
        Features = ConvolutionLayer.Padded(network.HeadFeatures);
        Hidden = Add("uncertainty.0", network.HeadFeatures, network.HeadFeatures);
        Output = Add("uncertainty.2", network.HeadFeatures, 2 * network.Outputs);
    }

    public int Rank { get; }

    /// <summary>Components of an offset.</summary>
    public int Components { get; }

    /// <summary>Features that are read, padding included.</summary>
    public int Features { get; }

    public ConvolutionLayer Hidden { get; }

    /// <summary>First the logarithm of each component's variance under noise, then the shift of each component's mean.</summary>
    public ConvolutionLayer Output { get; }

    /// <summary>Floats in the parameter vector, padding included.</summary>
    public int ParameterCount { get; private set; }

    private ConvolutionLayer Add(string name, int inputs, int outputs)
    {
        int offset = ParameterCount, stored = ConvolutionLayer.Padded(outputs), storedInputs = ConvolutionLayer.Padded(inputs);
        int bias = checked(offset + storedInputs * stored);
        ParameterCount = bias + stored;
        return new ConvolutionLayer(name, new ImageShape(1, 1, 1), outputs, [new ConvolutionInput(0, inputs, storedInputs, Upsampled: false, offset)], bias);
    }
}
