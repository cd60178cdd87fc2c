namespace Cellulus.Engine;

/// <summary>What one thread needs to compute convolutions: transformed tiles of inputs, of outputs, and of the inputs' gradients.</summary>
internal sealed class ConvolutionScratch
{
    /// <summary>Tiles transformed at once: enough to use the weights well, few enough to stay in the second-level cache.</summary>
    public const int Tiles = 32;

    private readonly AlignedBuffer _inputs, _outputs, _inputGradients;

    /// <summary>Enough for every layer of a network.</summary>
    public ConvolutionScratch(UNetLayout layout, bool training)
        : this(layout.Layers.SelectMany(l => l.Inputs).Max(i => i.StoredChannels), layout.Layers.Max(l => l.StoredOutputs), training)
    {
    }

    /// <param name="inputs">Most input channels.</param>
    /// <param name="outputs">Most output channels.</param>
    /// <param name="training">Whether there is a way back.</param>
    public ConvolutionScratch(int inputs, int outputs, bool training)
    {
        _inputs = new AlignedBuffer(WinogradTile.Slots * SlotLength(inputs));
        _outputs = new AlignedBuffer(WinogradTile.Slots * SlotLength(outputs));
        _inputGradients = new AlignedBuffer(training ? WinogradTile.Slots * SlotLength(inputs) : 0);
    }

    /// <summary>Order (slot, tile, channel).</summary>
    public Span<float> Inputs => _inputs.Span;

    /// <summary>Order (slot, tile, channel); their gradients on the way back.</summary>
    public Span<float> Outputs => _outputs.Span;

    /// <summary>Order (slot, tile, channel).</summary>
    public Span<float> InputGradients => _inputGradients.Span;

    public long Bytes => (_inputs.Length + _outputs.Length + (long)_inputGradients.Length) * sizeof(float);

    /// <summary>Floats from one slot to the next. A line more than needed, so that slots do not compete for the same cache sets.</summary>
    public static int SlotLength(int channels) => Tiles * channels + 16;
}
