using Cellulus.Engine;

namespace Cellulus.Torch;

/// <summary>How much memory the maps of a network take on a device.</summary>
internal static class NetworkMemory
{
    /// <summary>Bytes of all maps of one image, had at once: what a training holds, and more than a pass without gradients does.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="input">Extent of the image.</param>
    public static long OfMaps(UNetLayout layout, ImageShape input)
    {
        UNetArchitecture architecture = layout.Architecture;
        ImageShape kernel = architecture.Kernel;
        double values = input.PixelCount * architecture.InputChannels;
        int levels = architecture.Levels;
        ImageShape size = input;
        for (int level = 0; level < levels; level++)
        {
            size = AddBlock(layout.Encoders[level], size);
            if (level + 1 < levels)
                size = new ImageShape(architecture.Rank == 3 ? size.Depth / 2 : 1, size.Height / 2, size.Width / 2);
        }
        for (int level = levels - 2; level >= 0; level--)
        {
            size = new ImageShape(architecture.Rank == 3 ? size.Depth * 2 : 1, size.Height * 2, size.Width * 2);
            values += size.PixelCount * (double)layout.Decoders[level][0].InputChannels; // skip and upsampled map, joined
            size = AddBlock(layout.Decoders[level], size);
        }
        values += size.PixelCount * (double)(architecture.HeadFeatures + architecture.Outputs);
        return (long)(values * sizeof(float));

        // What a convolution sums and what the rectifier makes of it.
        ImageShape AddBlock(ConvolutionLayer[] layers, ImageShape from)
        {
            ImageShape first = Valid(from), last = Valid(first);
            values += 2.0 * layers[0].Outputs * (3 * first.PixelCount + last.PixelCount);
            return last;
        }

        ImageShape Valid(ImageShape s) => new(s.Depth - kernel.Depth + 1, s.Height - kernel.Height + 1, s.Width - kernel.Width + 1);
    }
}
