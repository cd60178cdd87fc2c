using Cellulus.Testing;

namespace Cellulus.OpenCv.Tests;

/// <summary>Images and labels to compare on.</summary>
internal static class Scenes
{
    public static MicroscopyImage Noise(ImageShape shape, int channels = 1, ulong seed = 1)
    {
        float[] pixels = new float[shape.PixelCount * channels];
        new Philox(seed).Fill(pixels);
        return MicroscopyImage.FromPixels(pixels, shape, channels);
    }

    /// <summary>Cells with their truth, some of them touching.</summary>
    public static (MicroscopyImage Image, LabelImage Labels) Cells(ulong seed)
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Seed = seed, Shape = new ImageShape(150, 190), Cells = 18 });
        return (Normalization.Normalize(scene.Image), scene.Truth);
    }

    /// <summary>Rags of few labels, in pieces and with holes; numbers with gaps.</summary>
    public static LabelImage Rags(ImageShape shape, double background, ulong seed)
    {
        var random = new Philox(seed);
        int[] labels = new int[shape.PixelCount];
        for (int i = 0; i < labels.Length; i++)
        {
            bool copies = i >= shape.Width && random.NextDouble() < 0.7;
            labels[i] = copies ? labels[random.NextInt(2) == 0 ? i - 1 : i - shape.Width] : random.NextDouble() < background ? 0 : 3 * (1 + random.NextInt(9));
        }
        return LabelImage.FromLabels(labels, shape);
    }
}
