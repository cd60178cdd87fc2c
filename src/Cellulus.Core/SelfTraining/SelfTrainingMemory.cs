using Cellulus.Engine;

namespace Cellulus;

/// <summary>Works out what self-training holds, images as given left out. Takes next to none itself.</summary>
internal static class SelfTrainingMemory
{
    // The first look keeps what it is sure of beside all that it found. What is believed, and how deep a pixel lies in its object.
    private const int BytesPerLookedAt = 2 * sizeof(int), BytesPerLabelled = sizeof(int) + sizeof(float);

    /// <param name="given">Extents of the raw images.</param>
    /// <param name="rescaled">Their extents on the network's grid.</param>
    /// <param name="channels">Channels of each.</param>
    /// <param name="options">How; options with gaps or without.</param>
    public static long Estimate(IReadOnlyList<ImageShape> given, IReadOnlyList<ImageShape> rescaled, int channels, SelfTrainingOptions options)
    {
        options = SelfTrainingDefaults.Fill(options, given[0].Rank);
        // Windows are cut from whole images, normalised with the workspace of their percentiles.
        long cutting = given.Select(s => 2 * s.PixelCount * channels * sizeof(float)).OrderDescending().Take(options.MaxDegreeOfParallelism).Sum();
        IReadOnlyList<TrainingWindow> windows = TrainingWindows.Of(given, rescaled, options.MaxPixels!.Value);
        (given, rescaled) = ([.. windows.Select(w => w.Box.Shape)], [.. windows.Select(w => w.Rescaled)]);
        long pixels = given.Sum(s => s.PixelCount), working = rescaled.Sum(s => s.PixelCount);
        int atOnce = SideBySide.CountOf(given.Count, given.Concat(rescaled).Max(s => s.PixelCount), options.MaxDegreeOfParallelism);
        long looking = pixels * BytesPerLookedAt
            + given.Zip(rescaled, WholeImageMemory.OfClusteringOrRefinement).OrderDescending().Take(atOnce).Sum();
        long teaching = working * BytesPerLabelled + NetworkBytes(given[0].Rank, channels, options);
        return (pixels + working) * channels * sizeof(float) + Math.Max(cutting, Math.Max(looking, teaching));
    }

    private static long NetworkBytes(int rank, int channels, SelfTrainingOptions options)
    {
        int side = options.CropSize!.Value;
        UNetLayout layout = ObjectMetadata.For(rank, options.Features!.Value).LayoutFor(rank, channels);
        StepMemory step = StepMemory.Of(layout, ImageShape.Cube(rank, side), options.BatchSize, options.MaxDegreeOfParallelism);
        return step.Kernels + 3 * step.Parameters + step.Gradients + step.Maps;
    }
}
