using Cellulus.Engine;

namespace Cellulus;

/// <summary>What a training is to be, all choices made: worked out from images and options before anything is built.</summary>
/// <param name="Options">Options with nothing left open.</param>
/// <param name="Metadata">What the model file will say.</param>
/// <param name="Crop">Extent of a training crop.</param>
internal sealed record TrainingSetup(TrainingOptions Options, ModelMetadata Metadata, ImageShape Crop)
{
    /// <summary>Apart from the seeds that people give, and from those of trainings begun anew.</summary>
    private const ulong OtherSeeds = 1ul << 48;

    /// <summary>Checks images and options and fills what was left open; estimates the object diameter if need be.</summary>
    /// <exception cref="TrainingException">The images cannot be trained on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static TrainingSetup Create(IReadOnlyList<MicroscopyImage> images, TrainingOptions options, StageExecution execution)
    {
        TrainingSet.Check(images);
        int rank = images[0].Shape.Rank;
        TrainingSet.CheckFits(options.ObjectDiameter, [.. images.Select(i => i.Shape)]);
        options = TrainingDefaults.Fill(options, rank);
        TrainingOptionsCheck.Check(options);
        DiameterSurvey survey = options.ObjectDiameter is { } given ? new DiameterSurvey(given, []) : DiameterEstimator.Survey(images, execution);
        options = options with { ObjectDiameter = survey.Diameter };
        var metadata = new ModelMetadata
        {
            Rank = rank, Channels = images[0].Channels,
            Features = options.Features, FeatureFactor = options.FeatureFactor, HeadFeatures = options.HeadFeatures,
            ObjectDiameter = survey.Diameter, WorkingDiameter = options.WorkingDiameter!.Value,
        };
        int side = options.CropSize!.Value;
        return new TrainingSetup(options, metadata, ImageShape.Cube(rank, side)) { OtherDiameters = survey.Others };
    }

    /// <summary>Object diameters in pixels that the images may speak for as well; none if it was given.</summary>
    public IReadOnlyList<double> OtherDiameters { get; init; } = [];

    /// <summary>The same at another object diameter.</summary>
    /// <param name="diameter">In pixels.</param>
    public TrainingSetup At(double diameter) => new(Apart with { ObjectDiameter = diameter }, Metadata with { ObjectDiameter = diameter }, Crop);

    /// <summary>The same with other first weights, crops and pairs.</summary>
    public TrainingSetup FromOtherWeights() => this with { Options = Apart with { Seed = Options.Seed + OtherSeeds } };

    /// <summary>The same for a share of the steps.</summary>
    public TrainingSetup For(double share) => this with { Options = Options with { Iterations = Math.Max(1, (int)(share * Options.Iterations!.Value)) } };

    /// <summary>Without a checkpoint: that belongs to the training that was asked for.</summary>
    private TrainingOptions Apart => Options with { CheckpointPath = null, Resume = false };

    /// <summary>Extents of the images as they are given, and on the network's grid.</summary>
    public (IReadOnlyList<ImageShape> Given, IReadOnlyList<ImageShape> Rescaled) ShapesOf(IReadOnlyList<MicroscopyImage> images)
    {
        double scale = Metadata.WorkingDiameter / Metadata.ObjectDiameter;
        return ([.. images.Select(i => i.Shape)], [.. images.Select(i => Rescaling.GetShape(i.Shape, scale, i.PixelSize))]);
    }
}
