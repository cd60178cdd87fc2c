using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>One intensity a pixel.</summary>
internal static class IntensityImage
{
    /// <summary>The only channel, or the sum of all; channels are taken to be normalised, so none outweighs the others.</summary>
    public static float[] Combine(MicroscopyImage image)
    {
        float[] sum = image.GetChannel(0).ToArray();
        for (int c = 1; c < image.Channels; c++)
            TensorPrimitives.Add(sum, image.GetChannel(c), sum);
        return sum;
    }
}
