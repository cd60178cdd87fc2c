using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>
/// Resamples images so that objects get the size a network works at. Shrinking averages areas, enlarging interpolates linearly;
/// pixel centres stay aligned and the whole field of view is kept.
/// </summary>
public static class Rescaling
{
    // Slices much thicker or thinner than this cannot be made isotropic in a useful way; such sizes are errors in a file.
    private const double MaxAnisotropy = 32;

    /// <summary>
    /// Extent after rescaling: each axis times <paramref name="factor"/>, rounded to the nearest whole number (halves to even), at
    /// least 1. The z axis of a volume whose slice spacing is known and differs from the column spacing is scaled by
    /// <c>factor * Z / X</c>, which makes voxels cubes. A plane stays a plane.
    /// </summary>
    /// <param name="shape">Extent before.</param>
    /// <param name="factor">New over old number of columns.</param>
    /// <param name="pixelSize">Physical pixel size, if known.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive and finite.</exception>
    /// <exception cref="InvalidImageException">The result is too large, or the slice spacing is absurd.</exception>
    public static ImageShape GetShape(ImageShape shape, double factor, PixelSize? pixelSize = null)
    {
        if (!(factor > 0 && double.IsFinite(factor)))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A scale factor must be positive and finite.");
        double depth = shape.Depth > 1 ? Scale(shape.Depth, factor * Anisotropy(pixelSize)) : 1;
        double height = Scale(shape.Height, factor), width = Scale(shape.Width, factor);
        if (depth * height * width > Array.MaxLength)
            throw new InvalidImageException(
                $"An image of {shape} scaled by {factor:0.###} has {width:0} x {height:0} x {depth:0} pixels, which does not fit in memory as " +
                "one piece. Check the object diameter and the pixel size, or cut the image into parts.");
        return new ImageShape((int)depth, (int)height, (int)width);
    }

    /// <summary>Rescales by a factor; see <see cref="GetShape"/> for the extent of the result.</summary>
    /// <param name="image">Image.</param>
    /// <param name="factor">New over old number of columns.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>The rescaled image with its pixel size; <paramref name="image"/> itself when its extent does not change.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive and finite.</exception>
    /// <exception cref="InvalidImageException">The result is too large, or the slice spacing is absurd.</exception>
    public static MicroscopyImage Rescale(MicroscopyImage image, double factor, StageExecution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Rescale(image, GetShape(image.Shape, factor, image.PixelSize), execution);
    }

    /// <summary>Rescales to a given extent.</summary>
    /// <inheritdoc cref="Rescale(MicroscopyImage, double, StageExecution?)"/>
    /// <param name="image">Image.</param>
    /// <param name="shape">Extent of the result.</param>
    /// <param name="execution">Threads and cancellation.</param>
    public static MicroscopyImage Rescale(MicroscopyImage image, ImageShape shape, StageExecution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ImageShape from = image.Shape;
        if (from == shape)
            return image;
        shape.CheckedLength(image.Channels);
        execution ??= StageExecution.Default;

        // One axis after the other; what comes before an axis and what comes after it are each one block.
        float[] pixels = Resample(image.Pixels.ToArray(), image.Channels, from.Depth, shape.Depth, from.Height * from.Width, execution);
        pixels = Resample(pixels, image.Channels * shape.Depth, from.Height, shape.Height, from.Width, execution);
        pixels = Resample(pixels, image.Channels * shape.Depth * shape.Height, from.Width, shape.Width, 1, execution);
        return MicroscopyImage.Adopt(pixels, shape, image.Channels, Scale(image.PixelSize, from, shape));
    }

    /// <summary>Resamples the middle axis: source (outer, sourceLength, inner) -> (outer, targetLength, inner).</summary>
    private static float[] Resample(float[] source, int outer, int sourceLength, int targetLength, int inner, StageExecution execution)
    {
        if (sourceLength == targetLength)
            return source;
        var weights = new RescalingWeights(sourceLength, targetLength);
        float[] target = GC.AllocateUninitializedArray<float>(checked(outer * targetLength * inner));
        if (inner == 1)
            ParallelWork.For(outer, execution, row => ResampleRow(
                source.AsSpan(row * sourceLength, sourceLength), target.AsSpan(row * targetLength, targetLength), weights));
        else
            ParallelWork.For(outer * targetLength, execution, item => AddRows(
                source.AsSpan(item / targetLength * sourceLength * inner, sourceLength * inner), target.AsSpan(item * inner, inner), weights, item % targetLength));
        return target;
    }

    private static void ResampleRow(ReadOnlySpan<float> source, Span<float> target, RescalingWeights weights)
    {
        for (int x = 0; x < target.Length; x++)
        {
            ReadOnlySpan<float> w = weights.Weights(x);
            ReadOnlySpan<float> s = source.Slice(weights.First(x), w.Length);
            float sum = 0;
            for (int i = 0; i < w.Length; i++)
                sum += w[i] * s[i];
            target[x] = sum;
        }
    }

    private static void AddRows(ReadOnlySpan<float> source, Span<float> target, RescalingWeights weights, int position)
    {
        ReadOnlySpan<float> w = weights.Weights(position);
        int first = weights.First(position), inner = target.Length;
        TensorPrimitives.Multiply(source.Slice(first * inner, inner), w[0], target);
        for (int i = 1; i < w.Length; i++)
            TensorPrimitives.MultiplyAdd(source.Slice((first + i) * inner, inner), w[i], target, target);
    }

    private static double Scale(int length, double factor) => Math.Max(1, Math.Round(length * factor));

    private static double Anisotropy(PixelSize? size)
    {
        if (size is not { X: > 0, Z: { } z and > 0 } known || !double.IsFinite(known.X) || !double.IsFinite(z))
            return 1;
        double ratio = z / known.X;
        if (ratio is < 1 / MaxAnisotropy or > MaxAnisotropy)
            throw new InvalidImageException(
                $"A slice spacing of {z} um against pixels of {known.X} um is beyond what can be rescaled to cubes (ratio at most {MaxAnisotropy:0}). " +
                "Give the image the right pixel size, or none.");
        return ratio;
    }

    private static PixelSize? Scale(PixelSize? size, ImageShape from, ImageShape to) => size is not { } s ? null : new PixelSize(
        s.X * from.Width / to.Width, s.Y * from.Height / to.Height, s.Z * from.Depth / to.Depth);
}
