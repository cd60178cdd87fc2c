namespace Cellulus.Engine;

/// <summary>
/// Predicts what noisy passes would measure at each pixel, from the features of one pass without noise: the standard deviation of
/// the offset and the shift of its mean. Immutable; threads share it, each with its own <see cref="UncertaintyHeadRow"/>.
/// </summary>
internal sealed class UncertaintyHead
{
    private readonly float[] _parameters;
    private readonly DirectConvolution _hidden, _output;

    /// <summary>Takes over parameters in the order of the layout.</summary>
    public UncertaintyHead(UncertaintyHeadLayout layout, float[] parameters)
    {
        Layout = layout;
        _parameters = parameters;
        _hidden = new DirectConvolution(layout.Hidden, GemmKernels.Best, training: false);
        _output = new DirectConvolution(layout.Output, GemmKernels.Best, training: false);
        _hidden.Pack(parameters);
        _output.Pack(parameters);
    }

    public UncertaintyHeadLayout Layout { get; }

    public ReadOnlySpan<float> Parameters => _parameters;

    /// <summary>Predicts one row (z, y) of a network's output.</summary>
    /// <param name="features">What the network's own head read.</param>
    /// <param name="row">Buffers of this thread; the result lies in them.</param>
    /// <param name="z">Slice.</param>
    /// <param name="y">Row.</param>
    public void Predict(FeatureMap features, UncertaintyHeadRow row, int z, int y)
    {
        _hidden.ForwardRow(features, row.Hidden, z, y, rectify: true);
        _output.ForwardRow(row.Hidden, row.Output, z, y, rectify: false);
        row.Take(z, y);
    }
}
