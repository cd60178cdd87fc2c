using Cellulus.Engine;

namespace Cellulus.Benchmarks;

/// <summary>How many multiply-adds the network is made of: as its definition says, and as the engine does it.</summary>
internal static class NetworkCost
{
    /// <summary>The network of a plane with one channel.</summary>
    public static UNetArchitecture Plane(int features) => new() { Rank = 2, InputChannels = 1, Features = features, Outputs = 2 };

    /// <summary>The layers of one forward pass over an input.</summary>
    public static IReadOnlyList<LayerCost> Forward(UNetArchitecture architecture, ImageShape input)
    {
        var costs = new List<LayerCost>();
        var layout = new UNetLayout(architecture);
        ImageShape size = input;
        void Add(ConvolutionLayer layer)
        {
            size = new ImageShape(size.Depth - layer.Kernel.Depth + 1, size.Height - layer.Kernel.Height + 1, size.Width - layer.Kernel.Width + 1);
            costs.Add(new LayerCost(layer, size));
        }
        for (int level = 0; level < architecture.Levels; level++)
        {
            if (level > 0)
                size = MaxPooling.OutputOf(size, architecture.Rank);
            Array.ForEach(layout.Encoders[level], Add);
        }
        for (int level = architecture.Levels - 2; level >= 0; level--)
        {
            size = new ImageShape(architecture.Rank == 3 ? 2 * size.Depth : 1, 2 * size.Height, 2 * size.Width);
            Array.ForEach(layout.Decoders[level], Add);
        }
        Array.ForEach(layout.Head, Add);
        return costs;
    }

    /// <summary>Operations of a forward pass, two a multiply-add: by definition, and done.</summary>
    public static (double Direct, double Done) ForwardOperations(UNetArchitecture architecture, ImageShape input)
    {
        IReadOnlyList<LayerCost> layers = Forward(architecture, input);
        return (2 * layers.Sum(l => l.Direct), 2 * layers.Sum(l => l.Done));
    }

    /// <summary>Operations of a training step on one crop: forward, gradients of the maps, gradients of the weights.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="input">The crop.</param>
    /// <param name="touched">Share of the output's pixels with a gradient; nothing else of the last layers is worked on.</param>
    public static (double Direct, double Done) StepOperations(UNetArchitecture architecture, ImageShape input, double touched)
    {
        IReadOnlyList<LayerCost> layers = Forward(architecture, input);
        (double direct, double done) = ForwardOperations(architecture, input);
        for (int i = 0; i < layers.Count; i++)
        {
            // Nobody asks for the gradient of the image.
            int gradients = i == 0 ? 1 : 2;
            bool sparse = i >= layers.Count - 3;
            direct += 2 * gradients * layers[i].Direct;
            done += 2 * gradients * (sparse ? touched * layers[i].Direct : layers[i].Done);
        }
        return (direct, done);
    }
}
