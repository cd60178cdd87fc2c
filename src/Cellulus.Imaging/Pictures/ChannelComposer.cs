namespace Cellulus.Imaging;

/// <summary>Composes the channels of an image to one picture: each channel stretched by itself, tinted, and added.</summary>
internal static class ChannelComposer
{
    /// <summary>One canvas per picture of the view, at the size of the image.</summary>
    public static IReadOnlyList<Canvas> Compose(MicroscopyImage image, PictureOptions options)
    {
        (float R, float G, float B)[] tints = Tints(image.Channels);
        float[][] sums = [];
        for (int channel = 0; channel < image.Channels; channel++)
        {
            float[] values = image.GetChannel(channel).ToArray();
            IReadOnlyList<int[]> pictures = VoxelSelection.Select(image.Shape, options.View, (a, b) => values[a] > values[b]);
            ContrastStretch stretch = ContrastStretch.Fit(values, options);
            if (channel == 0)
                sums = [.. pictures.Select(p => new float[3 * p.Length])];
            for (int p = 0; p < pictures.Count; p++)
                Add(pictures[p], values, stretch, tints[channel], sums[p]);
        }
        return [.. sums.Select(sum => Paint(sum, image.Shape))];
    }

    private static void Add(int[] voxels, float[] values, ContrastStretch stretch, (float R, float G, float B) tint, float[] sum)
    {
        for (int i = 0; i < voxels.Length; i++)
        {
            float brightness = stretch.Map(values[voxels[i]]);
            sum[3 * i] += brightness * tint.R;
            sum[3 * i + 1] += brightness * tint.G;
            sum[3 * i + 2] += brightness * tint.B;
        }
    }

    private static Canvas Paint(float[] sum, ImageShape shape)
    {
        var canvas = new Canvas(shape.Width, shape.Height);
        for (int i = 0; i < sum.Length / 3; i++)
            canvas.Set(i, new RgbColor(Byte(sum[3 * i]), Byte(sum[3 * i + 1]), Byte(sum[3 * i + 2])));
        return canvas;

        static byte Byte(float value) => (byte)(Math.Clamp(value, 0f, 1f) * 255 + 0.5f);
    }

    // One channel is gray. Of two, the first (by custom the nucleus) is blue, the second (membrane) orange: both seen by every
    // kind of eye. Three are red, green and blue as colour files mean them. More share the circle of hues.
    private static (float R, float G, float B)[] Tints(int channels) => channels switch
    {
        1 => [(1, 1, 1)],
        2 => [(0.15f, 0.55f, 1), (1, 0.55f, 0.1f)],
        3 => [(1, 0, 0), (0, 1, 0), (0, 0, 1)],
        _ => [.. Enumerable.Range(0, channels).Select(i => Tint(i, channels))],
    };

    private static (float R, float G, float B) Tint(int channel, int channels)
    {
        RgbColor color = new Oklch(0.75, 0.2, 2 * Math.PI * channel / channels).ToRgb();
        return (color.Red / 255f, color.Green / 255f, color.Blue / 255f);
    }
}
