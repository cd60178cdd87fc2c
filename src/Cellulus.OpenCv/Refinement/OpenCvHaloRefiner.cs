using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary><see cref="HaloRefiner"/> on OpenCV's distance transform: the same labels. Volumes, which OpenCV has not, go to the managed
/// one.</summary>
public sealed class OpenCvHaloRefiner : ISegmentationRefiner
{
    private readonly HaloRefiner _managed;

    /// <summary>A refiner.</summary>
    /// <param name="options">Default: grow 3 px, shrink 6 px, in pixels of the network.</param>
    public OpenCvHaloRefiner(HaloOptions? options = null) => _managed = new HaloRefiner(options);

    /// <summary>What the refiner was made with.</summary>
    public HaloOptions Options => _managed.Options;

    /// <inheritdoc/>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(execution);
        execution.CancellationToken.ThrowIfCancellationRequested();
        LabelImage labels = input.Labels;
        if (labels.Shape.Rank == 3)
            return _managed.Refine(input, execution);
        return labels.Labels.ContainsAnyExcept(0) ? OpenCvCall.Run(() => Shave(labels, input.PixelsPerNetworkPixel)) : labels;
    }

    private LabelImage Shave(LabelImage labels, double scale)
    {
        ImageShape shape = labels.Shape;
        using Mat numbers = MatMemory.Create(labels.Labels, shape.Height, shape.Width, MatType.CV_32SC1);
        using Mat objects = new(), background = new();
        numbers.ConvertTo(objects, MatType.CV_8UC1); // saturates: an object is not 0
        Cv2.Threshold(objects, background, 0, 255, ThresholdTypes.BinaryInv);
        using Mat far = FartherFromZero(background, Options.Grow * scale);
        using var grown = new Mat();
        Cv2.BitwiseNot(far, grown);
        grown.SetTo(new Scalar(255), objects);
        // Without any background there is nothing to shrink from.
        if (Cv2.CountNonZero(grown) < shape.PixelCount)
        {
            using Mat inside = FartherFromZero(grown, Options.Shrink * scale);
            using var halo = new Mat();
            Cv2.BitwiseNot(inside, halo);
            numbers.SetTo(new Scalar(0), halo);
        }
        return LabelImage.Adopt(MatMemory.ToArray<int>(numbers), shape);
    }

    // 255 where the nearest pixel that is 0 lies at least a distance away. Squared distances are whole numbers: a limit halfway between
    // two of them is on the safe side of any rounding.
    private static Mat FartherFromZero(Mat mask, double distance)
    {
        using Mat distances = new(), far = new();
        Cv2.DistanceTransform(mask, distances, DistanceTypes.L2, DistanceTransformMasks.Precise, MatType.CV_32F);
        double nearest = Math.Ceiling(distance * distance);
        Cv2.Threshold(distances, far, nearest < 1 ? -1 : Math.Sqrt(nearest - 0.5), 255, ThresholdTypes.Binary);
        var result = new Mat();
        far.ConvertTo(result, MatType.CV_8UC1);
        return result;
    }
}
