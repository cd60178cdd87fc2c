using Cellulus.Engine;

namespace Cellulus.Benchmarks;

/// <summary>How many multiply-adds the network is made of, counted for convolutions done directly.</summary>
internal static class NetworkCost
{
    /// <summary>The network of a plane with one channel.</summary>
    public static UNetArchitecture Plane(int features) => new() { Rank = 2, InputChannels = 1, Features = features, Outputs = 2 };

    /// <summary>Multiply-adds of one forward pass, layer by layer.</summary>
    public static IEnumerable<(string Layer, double MultiplyAdds)> Forward(UNetArchitecture architecture, ImageShape input)
    {
        var layout = new UNetLayout(architecture);
        ImageShape size = input;
        for (int level = 0; level < architecture.Levels; level++)
        {
            foreach ((string, double) layer in Block(layout.Encoders[level], ref size))
                yield return layer;
            if (level + 1 < architecture.Levels)
                size = MaxPooling.OutputOf(size, architecture.Rank);
        }
        for (int level = architecture.Levels - 2; level >= 0; level--)
        {
            size = new ImageShape(architecture.Rank == 3 ? 2 * size.Depth : 1, 2 * size.Height, 2 * size.Width);
            foreach ((string, double) layer in Block(layout.Decoders[level], ref size))
                yield return layer;
        }
        foreach (ConvolutionLayer layer in layout.Head)
            yield return (layer.Name, MultiplyAdds(layer, size));
    }

    /// <summary>Operations of a forward pass: two a multiply-add.</summary>
    public static double ForwardOperations(UNetArchitecture architecture, ImageShape input) => 2 * Forward(architecture, input).Sum(l => l.MultiplyAdds);

    /// <summary>Operations of a training step on one crop: forward, gradient of the maps, gradient of the weights.</summary>
    public static double StepOperations(UNetArchitecture architecture, ImageShape input)
    {
        double forward = ForwardOperations(architecture, input);
        // Nobody asks for the gradient of the image.
        return 3 * forward - 2 * Forward(architecture, input).First().MultiplyAdds;
    }

    private static List<(string, double)> Block(ConvolutionLayer[] layers, ref ImageShape size)
    {
        var costs = new List<(string, double)>();
        foreach (ConvolutionLayer layer in layers)
        {
            size = new ImageShape(size.Depth - layer.Kernel.Depth + 1, size.Height - layer.Kernel.Height + 1, size.Width - layer.Kernel.Width + 1);
            costs.Add((layer.Name, MultiplyAdds(layer, size)));
        }
        return costs;
    }

    private static double MultiplyAdds(ConvolutionLayer layer, ImageShape output) =>
        (double)output.PixelCount * layer.Taps * layer.InputChannels * layer.Outputs;
}
