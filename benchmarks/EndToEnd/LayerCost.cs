using Cellulus.Engine;

namespace Cellulus.Benchmarks;

/// <summary>Multiply-adds of one convolution of the network.</summary>
internal sealed class LayerCost
{
    public LayerCost(ConvolutionLayer layer, ImageShape output)
    {
        Layer = layer;
        Direct = (double)output.PixelCount * layer.Taps * layer.InputChannels * layer.Outputs;
        // As Convolution.Create decides.
        bool winograd = layer.Kernel.Width == 3 && layer.Inputs.All(i => i.StoredChannels % 8 == 0);
        Done = winograd ? layer.Inputs.Sum(i => Products(layer, i) * output.PixelCount * i.Channels * layer.Outputs) : Direct;
    }

    public ConvolutionLayer Layer { get; }

    /// <summary>By the definition: outputs times taps times channels.</summary>
    public double Direct { get; }

    /// <summary>Those of the matrix products that the engine computes instead; transforms are additions and not counted.</summary>
    public double Done { get; }

    // Products for each output and pair of channels: a tile of 2 x 2 outputs has one for each pair of places.
    private static double Products(ConvolutionLayer layer, ConvolutionInput input)
    {
        WinogradScheme scheme = input.Upsampled ? WinogradScheme.Upsampled : WinogradScheme.Plain;
        return scheme.Slices(layer.Kernel.Depth)[0].Length * scheme.Places.Length * scheme.Places.Length / 4.0;
    }
}
