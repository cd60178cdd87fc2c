namespace Cellulus;

/// <summary>What segmenting an image as one piece takes from memory.</summary>
internal static class WholeImageMemory
{
    // Coordinates, running sums and order of a point, were all pixels foreground; labels, intensities, gradients of a pixel.
    private const int BytesPerPoint = 160, BytesPerRefinedPixel = 64;

    public static MemoryPlan Estimate(SegmentationParameters parameters, ImageShape image, int channels)
    {
        long pixels = image.PixelCount, work = parameters.WorkingShape.PixelCount;
        return new MemoryPlan(
        [
            new("program", LargeImagePlanner.ProgramBytes),
            new("image, stored, as floats and normalised", 3 * pixels * channels * sizeof(float)),
            new("image on the network's grid", work * channels * sizeof(float)),
            new("embedding", work * (image.Rank + 1) * sizeof(float)),
            new("clustering or refinement", OfClusteringOrRefinement(image, parameters.WorkingShape)),
        ]);
    }

    /// <summary>What the larger of the two holds, one after the other.</summary>
    public static long OfClusteringOrRefinement(ImageShape image, ImageShape working) =>
        Math.Max(working.PixelCount * BytesPerPoint, image.PixelCount * BytesPerRefinedPixel);
}
