using Cellulus.Testing;

namespace Cellulus.Benchmarks;

/// <summary>What is measured on. The speed of the network does not depend on what an image shows.</summary>
internal static class RandomImages
{
    /// <summary>A square of noise.</summary>
    public static MicroscopyImage Plane(int side)
    {
        var random = new Random(1);
        float[] pixels = new float[side * side];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = random.NextSingle();
        return MicroscopyImage.FromPixels(pixels, new ImageShape(side, side));
    }

    /// <summary>A network with weights as training begins with.</summary>
    public static EmbeddingModel Model(int features) => new EmbeddingTrainer().TrainAsync(
        [Plane(64)],
        new TrainingOptions { ObjectDiameter = 24, Features = features, CropSize = 42, BatchSize = 1, Iterations = 1 }).GetAwaiter().GetResult();

    /// <summary>A scene with about a thousand cells on 1024 x 1024 pixels, or as dense on another square.</summary>
    public static CellSceneOptions Cells(int side) => new()
    {
        Shape = new ImageShape(side, side), Cells = (int)(1000.0 * side * side / (1024 * 1024)), Diameter = 22,
    };
}
