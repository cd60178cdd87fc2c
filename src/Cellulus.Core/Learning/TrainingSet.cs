using System.Globalization;

namespace Cellulus;

/// <summary>The images of a training run, or <see cref="TrainingWindows">windows</see> of them, normalised and rescaled so that objects
/// have the working diameter.</summary>
internal sealed class TrainingSet
{
    /// <summary>Pixels on the network's grid to draw crops from: about as many as all crops of a training have, so that hardly any is seen
    /// twice.</summary>
    internal const long MostPixels = 128 << 20;

    private TrainingSet(IReadOnlyList<MicroscopyImage> images, double objectDiameter)
    {
        Images = images;
        ObjectDiameter = objectDiameter;
    }

    /// <summary>The images, or windows of them, on the network's grid.</summary>
    public IReadOnlyList<MicroscopyImage> Images { get; }

    /// <summary>Typical object diameter in pixels of the raw images.</summary>
    public double ObjectDiameter { get; }

    public int Channels => Images[0].Channels;
    public int Rank => Images[0].Shape.Rank;

    /// <exception cref="TrainingException">There is no image, the images differ in channels or rank, or all are constant.</exception>
    public static void Check(IReadOnlyList<MicroscopyImage> images)
    {
        if (images.Count == 0)
            throw new TrainingException("There is no image to train on.");
        for (int i = 1; i < images.Count; i++)
        {
            if (images[i].Channels != images[0].Channels)
                throw new TrainingException(
                    $"All images must have the same channels: image 1 has {images[0].Channels}, image {i + 1} has {images[i].Channels}.");
            if (images[i].Shape.Rank != images[0].Shape.Rank)
                throw new TrainingException(
                    $"Planes and volumes cannot be mixed: image 1 is {images[0].Shape}, image {i + 1} is {images[i].Shape}.");
        }
        if (images.All(image => !image.Pixels.ContainsAnyExcept(image.Pixels[0])))
            throw new TrainingException("Every image is constant; there is nothing to learn from. Check that the files hold what you expect.");
    }

    /// <summary>Checks that objects of a given diameter have room in an image at least.</summary>
    /// <param name="objectDiameter">In pixels; <see langword="null"/> if it was not given.</param>
    /// <param name="images">Extents of the images.</param>
    /// <exception cref="TrainingException">They have not.</exception>
    public static void CheckFits(double? objectDiameter, IReadOnlyList<ImageShape> images)
    {
        int most = images.Max(i => Math.Min(i.Height, i.Width));
        if (objectDiameter > most)
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
                $"Objects of a diameter of {objectDiameter:0.##} px have no room in these images: the shorter side of the largest has {most} px. ")
                + "Give the diameter of one object in pixels of the images, smaller than that, or leave it out: it is then estimated.");
    }

    /// <summary>Normalises and rescales checked images.</summary>
    /// <param name="images">Raw images.</param>
    /// <param name="objectDiameter">Typical object diameter in pixels of the raw images.</param>
    /// <param name="workingDiameter">The same in pixels of the network's grid.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="mostPixels">Pixels to hold, about.</param>
    public static TrainingSet Prepare(
        IReadOnlyList<MicroscopyImage> images, double objectDiameter, double workingDiameter, StageExecution execution, long mostPixels = MostPixels)
    {
        IReadOnlyList<TrainingWindow> windows = TrainingWindows.Of(images, workingDiameter / objectDiameter, mostPixels);
        var prepared = new MicroscopyImage[windows.Count];
        var inner = new StageExecution { MaxDegreeOfParallelism = 1, CancellationToken = execution.CancellationToken };
        ParallelWork.For(windows.Count, execution, i => prepared[i] = Rescaling.Rescale(windows[i].Normalized(images, inner), windows[i].Rescaled, inner));
        return new TrainingSet(prepared, objectDiameter);
    }
}
