using Cellulus.Imaging;

namespace Cellulus.Tests;

/// <summary>Files with blurred discs on noise and their labels.</summary>
internal static class CellScene
{
    public const int Side = 128;

    /// <summary>Writes <c>name.png</c> into images and <c>name.tif</c> into truth.</summary>
    public static void Write(string images, string truth, string name, int seed)
    {
        var random = new Random(seed);
        int[] labels = new int[Side * Side];
        float[] pixels = new float[Side * Side];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = random.Next(20, 30);
        for (int cell = 0; cell < 16; cell++)
        {
            double cy = 16 + cell / 4 * 32 + random.NextDouble() * 6 - 3, cx = 16 + cell % 4 * 32 + random.NextDouble() * 6 - 3, radius = 9 + random.NextDouble() * 3;
            for (int i = 0; i < pixels.Length; i++)
            {
                double distance = Math.Sqrt(Math.Pow(i / Side - cy, 2) + Math.Pow(i % Side - cx, 2));
                if (distance <= radius)
                    labels[i] = cell + 1;
                pixels[i] += (float)Math.Floor(150 / (1 + Math.Exp(2 * (distance - radius))));
            }
        }
        var shape = new ImageShape(Side, Side);
        ImageFile.WritePng(Path.Combine(images, name + ".png"), MicroscopyImage.FromPixels(pixels, shape));
        ImageFile.WriteLabels(Path.Combine(truth, name + ".tif"), LabelImage.FromLabels(labels, shape));
    }
}
