namespace Cellulus.Engine;

/// <summary>Moves parameters between the flat vector and tensors as model files hold them: weight (co, ci, kz, ky, kx) and bias
/// (co).</summary>
internal static class UNetParameters
{
    /// <summary>Shape of a layer's weight tensor in model files: (co, ci, kz, ky, kx) for volumes, (co, ci, ky, kx) for planes.</summary>
    public static int[] WeightShape(UNetLayout layout, ConvolutionLayer layer) =>
        [layer.Outputs, layer.InputChannels, .. Enumerable.Repeat(layer.Kernel.Width, layout.Architecture.Rank)];

    /// <summary>Copies one layer's weight tensor into the flat vector.</summary>
    public static void SetWeight(ConvolutionLayer layer, ReadOnlySpan<float> tensor, Span<float> parameters)
    {
        foreach ((int source, int target) in WeightIndices(layer))
            parameters[target] = tensor[source];
    }

    /// <summary>Copies one layer's weights out of the flat vector.</summary>
    public static float[] GetWeight(ConvolutionLayer layer, ReadOnlySpan<float> parameters)
    {
        float[] tensor = new float[layer.Outputs * layer.InputChannels * layer.Taps];
        foreach ((int source, int target) in WeightIndices(layer))
            tensor[source] = parameters[target];
        return tensor;
    }

    public static void SetBias(ConvolutionLayer layer, ReadOnlySpan<float> tensor, Span<float> parameters) =>
        tensor.CopyTo(parameters.Slice(layer.BiasOffset, layer.Outputs));

    public static float[] GetBias(ConvolutionLayer layer, ReadOnlySpan<float> parameters) =>
        parameters.Slice(layer.BiasOffset, layer.Outputs).ToArray();

    /// <summary>
    /// Initial values: weights normal with variance 2 / fan-in (He et al. 2015), biases uniform within 1 / sqrt(fan-in), as the
    /// reference's framework draws them.
    /// </summary>
    public static void Initialize(UNetLayout layout, ulong seed, Span<float> parameters, ulong stream = RandomStreams.Weights)
    {
        parameters.Clear();
        for (int i = 0; i < layout.Layers.Count; i++)
        {
            ConvolutionLayer layer = layout.Layers[i];
            var random = new Philox(seed, stream + (ulong)i);
            int fanIn = layer.InputChannels * layer.Taps;
            double scale = Math.Sqrt(2.0 / fanIn), bound = 1 / Math.Sqrt(fanIn);
            float[] weight = new float[layer.Outputs * fanIn], bias = new float[layer.Outputs];
            for (int j = 0; j < weight.Length; j++)
                weight[j] = (float)(scale * random.NextNormal());
            for (int j = 0; j < bias.Length; j++)
                bias[j] = (float)(bound * (2 * random.NextDouble() - 1));
            SetWeight(layer, weight, parameters);
            SetBias(layer, bias, parameters);
        }
    }

    // Pairs of an index in the tensor (co, ci, tap) and one in the flat vector.
    private static IEnumerable<(int Tensor, int Flat)> WeightIndices(ConvolutionLayer layer)
    {
        int inputs = layer.InputChannels, taps = layer.Taps;
        foreach (ConvolutionInput part in layer.Inputs)
            for (int output = 0; output < layer.Outputs; output++)
                for (int input = 0; input < part.Channels; input++)
                    for (int tap = 0; tap < taps; tap++)
                        yield return (
                            (output * inputs + part.FirstChannel + input) * taps + tap,
                            part.Offset + (tap * part.StoredChannels + input) * layer.StoredOutputs + output);
    }
}
