using Cellulus.Engine;

namespace Cellulus;

/// <summary>What a training is to be, all choices made: worked out from images and options before anything is built.</summary>
/// <param name="Options">Options with nothing left open.</param>
/// <param name="Metadata">What the model file will say.</param>
/// <param name="Crop">Extent of a training crop.</param>
internal sealed record TrainingSetup(TrainingOptions Options, ModelMetadata Metadata, ImageShape Crop)
{
    /// <summary>Checks images and options and fills what was left open; estimates the object diameter if need be.</summary>
    /// <exception cref="TrainingException">The images cannot be trained on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static TrainingSetup Create(IReadOnlyList<MicroscopyImage> images, TrainingOptions options, StageExecution execution)
    {
        TrainingSet.Check(images);
        int rank = images[0].Shape.Rank;
        options = TrainingDefaults.Fill(options, rank);
        TrainingOptionsCheck.Check(options);
        options = options with { ObjectDiameter = options.ObjectDiameter ?? DiameterEstimator.Estimate(images, execution) };
        var metadata = new ModelMetadata
        {
            Rank = rank, Channels = images[0].Channels,
            Features = options.Features, FeatureFactor = options.FeatureFactor, HeadFeatures = options.HeadFeatures,
            ObjectDiameter = options.ObjectDiameter.Value, WorkingDiameter = options.WorkingDiameter!.Value,
        };
        int side = options.CropSize!.Value;
        return new TrainingSetup(options, metadata, new ImageShape(rank == 3 ? side : 1, side, side));
    }

    /// <summary>The same at another object diameter. It leaves the checkpoint alone: that belongs to the training that was asked for.</summary>
    /// <param name="factor">What the diameter is multiplied by.</param>
    /// <param name="share">Share of the steps.</param>
    public TrainingSetup At(double factor, double share = 1)
    {
        double diameter = factor * Metadata.ObjectDiameter;
        TrainingOptions options = Options with
        {
            ObjectDiameter = diameter, Iterations = Math.Max(1, (int)(share * Options.Iterations!.Value)), CheckpointPath = null, Resume = false,
        };
        return this with { Options = options, Metadata = Metadata with { ObjectDiameter = diameter } };
    }

    /// <summary>Extents of the images as they are given, and on the network's grid.</summary>
    public (IReadOnlyList<ImageShape> Given, IReadOnlyList<ImageShape> Rescaled) ShapesOf(IReadOnlyList<MicroscopyImage> images)
    {
        double scale = Metadata.WorkingDiameter / Metadata.ObjectDiameter;
        return ([.. images.Select(i => i.Shape)], [.. images.Select(i => Rescaling.GetShape(i.Shape, scale, i.PixelSize))]);
    }
}
