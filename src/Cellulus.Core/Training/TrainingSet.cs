namespace Cellulus;

/// <summary>The images of a training run, normalised and rescaled so that objects have the working diameter.</summary>
internal sealed class TrainingSet
{
    private TrainingSet(IReadOnlyList<MicroscopyImage> images, double objectDiameter)
    {
        Images = images;
        ObjectDiameter = objectDiameter;
    }

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

    /// <summary>Normalises and rescales checked images.</summary>
    /// <param name="images">Raw images.</param>
    /// <param name="options">Options without gaps.</param>
    /// <param name="execution">Threads and cancellation.</param>
    public static TrainingSet Prepare(IReadOnlyList<MicroscopyImage> images, TrainingOptions options, StageExecution execution)
    {
        double diameter = options.ObjectDiameter!.Value;
        var prepared = new MicroscopyImage[images.Count];
        var inner = new StageExecution { MaxDegreeOfParallelism = 1, CancellationToken = execution.CancellationToken };
        ParallelWork.For(images.Count, execution, i =>
            prepared[i] = Rescaling.Rescale(Normalization.Normalize(images[i], execution: inner), options.WorkingDiameter!.Value / diameter, inner));
        return new TrainingSet(prepared, diameter);
    }
}
