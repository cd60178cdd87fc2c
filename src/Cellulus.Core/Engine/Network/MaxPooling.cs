using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>Largest value of each 2x2(x2) window, input (z, y, x, c) -> output (z/2, y/2, x/2, c), and its gradient.</summary>
internal static class MaxPooling
{
    private const int Width = 8;

    public static ImageShape OutputOf(ImageShape input, int rank) =>
        new(rank == 3 ? input.Depth / 2 : input.Depth, input.Height / 2, input.Width / 2);

    /// <summary>Pools a whole map.</summary>
    public static void Forward(FeatureMap input, FeatureMap output)
    {
        Span<int> offsets = stackalloc int[8];
        ref float source = ref MemoryMarshal.GetReference(input.Values);
        ref float target = ref MemoryMarshal.GetReference(output.Values);
        for (int z = 0; z < output.Size.Depth; z++)
        {
            for (int y = 0; y < output.Size.Height; y++)
            {
                ReadOnlySpan<int> window = Window(input, output, z, y, offsets);
                int row = output.RowOffset(z, y);
                for (int x = 0; x < output.Size.Width; x++)
                {
                    for (int c = 0; c < output.Channels; c += Width)
                    {
                        nuint pixel = (nuint)(2 * x * input.Channels + c);
                        Vector256<float> max = Vector256.LoadUnsafe(ref source, pixel + (nuint)window[0]);
                        for (int i = 1; i < window.Length; i++)
                            max = Vector256.MaxNative(max, Vector256.LoadUnsafe(ref source, pixel + (nuint)window[i]));
                        max.StoreUnsafe(ref target, (nuint)(row + x * output.Channels + c));
                    }
                }
            }
        }
    }

    /// <summary>Adds each gradient to the first pixel of its window that holds the maximum.</summary>
    public static void Backward(FeatureMap input, FeatureMap output, FeatureMap outputGradient, FeatureMap inputGradient)
    {
        Span<int> offsets = stackalloc int[8], gradientOffsets = stackalloc int[8];
        ref float source = ref MemoryMarshal.GetReference(input.Values);
        ref float pooled = ref MemoryMarshal.GetReference(output.Values);
        ref float gradient = ref MemoryMarshal.GetReference(outputGradient.Values);
        ref float target = ref MemoryMarshal.GetReference(inputGradient.Values);
        for (int z = 0; z < output.Size.Depth; z++)
        {
            for (int y = 0; y < output.Size.Height; y++)
            {
                ReadOnlySpan<int> window = Window(input, output, z, y, offsets);
                ReadOnlySpan<int> gradientWindow = Window(inputGradient, output, z, y, gradientOffsets);
                int row = output.RowOffset(z, y), gradientRow = outputGradient.RowOffset(z, y);
                for (int x = 0; x < output.Size.Width; x++)
                {
                    for (int c = 0; c < output.Channels; c += Width)
                    {
                        int pixel = 2 * x * input.Channels + c;
                        Vector256<float> max = Vector256.LoadUnsafe(ref pooled, (nuint)(row + x * output.Channels + c));
                        Vector256<float> left = Vector256.LoadUnsafe(ref gradient, (nuint)(gradientRow + x * output.Channels + c));
                        for (int i = 0; i < window.Length; i++)
                        {
                            Vector256<float> here = Vector256.Equals(max, Vector256.LoadUnsafe(ref source, (nuint)(pixel + window[i])));
                            nuint at = (nuint)(pixel + gradientWindow[i]);
                            (Vector256.LoadUnsafe(ref target, at) + (left & here)).StoreUnsafe(ref target, at);
                            left = Vector256.AndNot(left, here);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Where the pixels of the first window of an output row lie in a map of input size.</summary>
    private static ReadOnlySpan<int> Window(FeatureMap map, FeatureMap output, int z, int y, Span<int> offsets)
    {
        int slices = map.Size.Depth == output.Size.Depth ? 1 : 2, count = 0;
        if (map.Size.Depth < slices * output.Size.Depth || map.Size.Height < 2 * output.Size.Height || map.Size.Width < 2 * output.Size.Width
            || map.Channels != output.Channels || map.Channels % Width != 0)
            throw new ArgumentException($"A map of {map.Size} cannot be pooled to {output.Size}.", nameof(map));
        for (int dz = 0; dz < slices; dz++)
            for (int dy = 0; dy < 2; dy++)
                for (int dx = 0; dx < 2; dx++)
                    offsets[count++] = map.RowOffset(slices * z + dz, 2 * y + dy) + dx * map.Channels;
        return offsets[..count];
    }
}
