namespace Cellulus.Core.Tests.Training;

/// <summary>Small images and options that train in a moment.</summary>
internal static class TrainingScenes
{
    public static MicroscopyImage Blobs(int height, int width, int channels = 1, int depth = 1, ulong seed = 1)
    {
        var shape = new ImageShape(depth, height, width);
        var random = new Philox(seed);
        float[] pixels = new float[shape.PixelCount * channels];
        random.Fill(pixels);
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] *= 0.1f;
        for (int blob = 0; blob < 12 * depth; blob++)
        {
            int cz = random.NextInt(depth), cy = random.NextInt(height), cx = random.NextInt(width);
            for (int c = 0; c < channels; c++)
                for (int z = 0; z < depth; z++)
                    for (int y = 0; y < height; y++)
                        for (int x = 0; x < width; x++)
                            if ((z - cz) * (z - cz) + (y - cy) * (y - cy) + (x - cx) * (x - cx) < 64)
                                pixels[(c * depth + z) * height * width + y * width + x] += 1;
        }
        return MicroscopyImage.FromPixels(pixels, shape, channels);
    }

    public static TrainingOptions Quick { get; } = new()
    {
        ObjectDiameter = 16, WorkingDiameter = 16, Features = 4, HeadFeatures = 8, CropSize = 44, BatchSize = 3, Iterations = 4, SelfTraining = null,
    };
}
