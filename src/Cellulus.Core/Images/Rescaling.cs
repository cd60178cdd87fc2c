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
        ImageShape scaled = GetLargeShape(shape, factor, pixelSize);
        if ((double)scaled.Depth * scaled.Height * scaled.Width > Array.MaxLength)
            throw new InvalidImageException(
                $"An image of {shape} scaled by {factor:0.###} has {scaled} pixels, which does not fit in memory as " +
                "one piece. Check the object diameter and the pixel size, or cut the image into parts.");
        return scaled;
    }

    /// <summary>The same extent for an image that need not fit in memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive and finite.</exception>
    /// <exception cref="InvalidImageException">An axis of the result is too long, or the slice spacing is absurd.</exception>
    internal static ImageShape GetLargeShape(ImageShape shape, double factor, PixelSize? pixelSize)
    {
        if (!(factor > 0 && double.IsFinite(factor)))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A scale factor must be positive and finite.");
        double depth = shape.Depth > 1 ? Scale(shape.Depth, factor * Anisotropy(pixelSize)) : 1;
        double height = Scale(shape.Height, factor), width = Scale(shape.Width, factor);
        if (Math.Max(depth, Math.Max(height, width)) > int.MaxValue / 2)
            throw new InvalidImageException(
                $"An image of {shape} scaled by {factor:0.###} has {width:0} x {height:0} x {depth:0} pixels, which is too long an axis. Check the " +
                "object diameter and the pixel size.");
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

        float[] pixels = new RegionRescaling(from, shape).Resample(
            image.Pixels.ToArray(), image.Channels, GridBox.Of(from), GridBox.Of(shape), execution);
        return MicroscopyImage.Adopt(pixels, shape, image.Channels, Scale(image.PixelSize, from, shape));
    }

    private static double Scale(int length, double factor) => Math.Max(1, Math.Round(length * factor));

    internal static double Anisotropy(PixelSize? size)
    {
        if (size is not { X: > 0, Z: { } z and > 0 } known || !double.IsFinite(known.X) || !double.IsFinite(z))
            return 1;
        double ratio = z / known.X;
        if (ratio is < 1 / MaxAnisotropy or > MaxAnisotropy)
            throw new InvalidImageException(
                $"A slice spacing of {z} um against pixels of {known.X} um is beyond what can be rescaled to cubes (ratio at most {MaxAnisotropy:0}). " +
                $"Give the right {nameof(MicroscopyImage)}.{nameof(MicroscopyImage.PixelSize)}.");
        return ratio;
    }

    internal static PixelSize? Scale(PixelSize? size, ImageShape from, ImageShape to) => size is not { } s ? null : new PixelSize(
        s.X * from.Width / to.Width, s.Y * from.Height / to.Height, s.Z * from.Depth / to.Depth);
}
