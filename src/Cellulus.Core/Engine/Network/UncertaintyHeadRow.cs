namespace Cellulus.Engine;

/// <summary>One row of an uncertainty head's predictions, with the buffers it takes to make them.</summary>
internal sealed class UncertaintyHeadRow
{
    private readonly int _components;
    private readonly float[] _deviation;
    private int _z, _y;

    /// <param name="layout">The head.</param>
    /// <param name="size">Extent of the network's output.</param>
    public UncertaintyHeadRow(UncertaintyHeadLayout layout, ImageShape size)
    {
        _components = layout.Components;
        _deviation = new float[size.Width];
        Hidden = new FeatureMap(size, layout.Hidden.StoredOutputs, newestRows: 1);
        Output = new FeatureMap(size, layout.Output.StoredOutputs, newestRows: 1);
    }

    public FeatureMap Hidden { get; }
    public FeatureMap Output { get; }

    /// <summary>Standard deviation of the offset under noise, summed over components, for each pixel of the row.</summary>
    public ReadOnlySpan<float> Deviation => _deviation;

    /// <summary>How far noise shifts the mean of a component of the offset.</summary>
    public float Shift(int x, int component) => Output.Row(_z, _y)[x * Output.Channels + _components + component];

    /// <summary>Turns what the head put out into deviations.</summary>
    public void Take(int z, int y)
    {
        (_z, _y) = (z, y);
        ReadOnlySpan<float> output = Output.Row(z, y);
        for (int x = 0; x < _deviation.Length; x++)
        {
            double sum = 0;
            for (int c = 0; c < _components; c++)
                sum += DeterministicMath.Exp(0.5 * output[x * Output.Channels + c]);
            _deviation[x] = (float)sum;
        }
    }
}
