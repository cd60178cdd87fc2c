namespace Cellulus;

/// <summary>
/// Estimates the typical diameter of the objects from raw images alone. Blobs are sought over all places and scales in the square
/// root of the normalised image, which evens out bright and dim objects and the noise of photons; of blobs on each other the one with
/// the greatest contrast times diameter stays. The size whose blobs explain most of the images tells objects from their texture and from
/// uneven ground; the answer is
/// the median diameter of the whole objects outlined around blobs of about this size, or of these blobs where hardly any can be outlined;
/// clear objects weigh more.
/// </summary>
/// <remarks>
/// Objects may be brighter or darker than the background, and of several channels the one with the clearest objects decides.
/// Diameters from about 4 px to half of the shorter side can be found; volumes are taken to have cubic voxels. Membrane stains without a
/// nuclear
/// channel show rims, not blobs: give their diameter instead.
/// </remarks>
public static class DiameterEstimator
{
    private const int MaxImages = 16;
    private const int MaxPlanePixels = 1 << 20, MaxVolumePixels = 1 << 22;

    /// <summary>Typical diameter over a set of images: the median over the objects in up to 16 of them, spread evenly over the
    /// list.</summary>
    /// <param name="images">Raw images, at least one.</param>
    /// <param name="execution">Threads, progress, cancellation; <see langword="null"/> for the defaults.</param>
    /// <returns>Diameter in pixels, of a disc (ball in volumes) as large as an object.</returns>
    /// <exception cref="ArgumentException">There is no image.</exception>
    /// <exception cref="InvalidImageException">No image shows anything that looks like an object.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double Estimate(IReadOnlyList<MicroscopyImage> images, StageExecution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
            throw new ArgumentException("There is no image to estimate a diameter from.", nameof(images));
        return Survey(images, execution ?? StageExecution.Default).Diameter;
    }

    /// <summary>The same with diameters of another octave for which the images speak nearly as much: those of parts of the objects, or of
    /// clusters of them.</summary>
    /// <exception cref="InvalidImageException">No image shows anything that looks like an object.</exception>
    internal static DiameterSurvey Survey(IReadOnlyList<MicroscopyImage> images, StageExecution execution)
    {
        int[] looks = EvenSample.Of(images.Count, MaxImages);
        var populations = new BlobPopulation[looks.Length];
        StageExecution inner = execution with { MaxDegreeOfParallelism = 1, Progress = null };
        ParallelWork.ForWithProgress(looks.Length, execution, i => populations[i] = ClearestObjects(images[looks[i]], inner));
        if (populations.All(p => p.IsEmpty))
            throw new InvalidImageException($"None of the {looks.Length} images looked at shows objects whose diameter could be estimated; give the object diameter in pixels.");
        return DiameterSurvey.Of(populations);
    }

    /// <summary>Typical diameter in one image. Images of more than a million pixels (volumes: four) are judged by their middle.</summary>
    /// <param name="image">Raw image.</param>
    /// <param name="diameter">Diameter in pixels; 0 when nothing looks like an object.</param>
    /// <param name="execution">Threads and cancellation; <see langword="null"/> for the defaults.</param>
    /// <returns>Whether anything looks like an object.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static bool TryEstimate(MicroscopyImage image, out double diameter, StageExecution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        execution ??= StageExecution.Default;
        BlobPopulation objects = ClearestObjects(image, execution);
        diameter = objects.IsEmpty ? 0 : DiameterSurvey.Of([objects]).Diameter;
        return !objects.IsEmpty;
    }

    /// <summary>The objects of the channel and polarity, bright or dark, with the most evidence.</summary>
    private static BlobPopulation ClearestObjects(MicroscopyImage image, StageExecution execution)
    {
        MicroscopyImage normalized = Normalization.Normalize(CropMiddle(image), execution: execution);
        return (
            from channel in Enumerable.Range(0, normalized.Channels)
            from dark in new[] { false, true }
            let roots = SquareRoot(normalized.GetChannel(channel), dark)
            select BlobPopulation.Select(BlobDetector.Find(roots, normalized.Shape, execution), normalized.Shape.Rank).Outlined(roots, normalized.Shape, execution))
            .MaxBy(blobs => blobs.Evidence)!;
    }

    /// <summary>Square root of the values, or of their complement so that dark objects become bright; clipped to 0 and 1.</summary>
    private static float[] SquareRoot(ReadOnlySpan<float> values, bool dark)
    {
        var roots = new float[values.Length];
        for (int i = 0; i < roots.Length; i++)
        {
            float value = Math.Clamp(values[i], 0, 1);
            roots[i] = MathF.Sqrt(dark ? 1 - value : value);
        }
        return roots;
    }

    private static MicroscopyImage CropMiddle(MicroscopyImage image)
    {
        ImageShape from = image.Shape;
        int limit = from.Rank == 2 ? MaxPlanePixels : MaxVolumePixels;
        if (from.PixelCount <= limit)
            return image;
        int depth = Math.Min(from.Depth, 128), side = (int)Math.Sqrt(limit / depth);
        // A narrow image leaves its share of the pixels to the longer side.
        int height = Math.Min(from.Height, Math.Max(side, limit / depth / from.Width));
        int width = Math.Min(from.Width, limit / depth / height);
        int z = (from.Depth - depth) / 2, y = (from.Height - height) / 2, x = (from.Width - width) / 2;
        return image.Crop(new GridBox(z, y, x, z + depth, y + height, x + width));
    }
}
