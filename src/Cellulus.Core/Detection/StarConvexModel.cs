using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// A network that tells for each pixel how deep it lies in an object and how far the border is along rays (Schmidt et al. 2018; in volumes
/// Weigert et al. 2020), on the deeper U-Net of the paper's section 4.2. One pass takes the place of embedding, background and
/// clustering. Immutable; may be used from many threads at once.
/// </summary>
public sealed class StarConvexModel : IInstanceDetector
{
    private readonly StarConvexMetadata _metadata;
    private readonly float[] _parameters;
    private readonly TilePass _pass;
    private readonly RayDirections _directions;

    /// <summary>Takes over parameters in the order of the layout.</summary>
    internal StarConvexModel(StarConvexMetadata metadata, float[] parameters)
    {
        _metadata = metadata;
        _parameters = parameters;
        Layout = metadata.CreateLayout();
        var network = new UNet(Layout, GemmKernels.Best, training: false);
        network.Pack(parameters);
        _pass = new TilePass(network);
        _directions = metadata.CreateDirections();
        Description = metadata.Describe();
    }

    /// <inheritdoc/>
    public EmbeddingModelDescription Description { get; }

    /// <summary>Directions in which distances are told.</summary>
    public int Rays => _metadata.Rays;

    /// <summary>Feature maps of the first block.</summary>
    public int Features => _metadata.Features;

    /// <summary>Optimizer steps behind the weights.</summary>
    public int Iterations => _metadata.Iterations;

    /// <summary>An object is taken where the network gives it at least this probability, 0 to 1; chosen in training.</summary>
    public double ProbabilityThreshold => _metadata.ProbabilityThreshold;

    /// <summary>Share of the smaller of two objects that both may claim, 0 to 1; chosen in training.</summary>
    public double OverlapThreshold => _metadata.OverlapThreshold;

    /// <summary>Contrast expected of any object, as a share of that of the median object of its image, 0 to 1; told by drawn objects in
    /// training, 0 where too few were drawn.</summary>
    public double LeastContrast => _metadata.LeastContrast;

    /// <summary>A <see cref="FaintFilter"/> of <see cref="LeastContrast"/>, where that is known.</summary>
    public IReadOnlyList<ISegmentationRefiner> Refiners => LeastContrast > 0 ? [new FaintFilter(new FaintFilterOptions { SufficientShare = LeastContrast })] : [];

    /// <summary>Whether a file says that it holds such a model; only its head is read.</summary>
    /// <param name="path">Model file of any kind.</param>
    /// <exception cref="ModelFileException">The file is missing or damaged.</exception>
    public static bool IsModelFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return StarConvexFile.IsOne(path);
    }

    /// <summary>Reads a model file (.safetensors).</summary>
    /// <param name="path">File.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no such model.</exception>
    public static StarConvexModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return StarConvexFile.Read(path);
    }

    /// <summary>Writes a model file (safetensors), in one step: the file is there whole or not at all.</summary>
    /// <param name="path">File; missing folders are made.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        StarConvexFile.Write(path, _metadata, Layout, _parameters);
    }

    /// <summary>The same model with other thresholds.</summary>
    /// <param name="probability">Least probability of an object, above 0 and below 1. Lower finds more.</param>
    /// <param name="overlap">Share of the smaller of two objects that both may claim, 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of its range.</exception>
    public StarConvexModel WithThresholds(double probability, double overlap)
    {
        StarConvexMetadata changed = _metadata with { ProbabilityThreshold = probability, OverlapThreshold = overlap };
        return changed.IsInRange
            ? new StarConvexModel(changed, _parameters)
            : throw new ArgumentOutOfRangeException(
                probability is > 0 and < 1 ? nameof(overlap) : nameof(probability), $"Thresholds lie between 0 and 1; got {probability} and {overlap}.");
    }

    /// <summary>The same model with another contrast expected of any object.</summary>
    /// <param name="share">See <see cref="LeastContrast"/>; 0 keeps objects however faint.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public StarConvexModel WithLeastContrast(double share)
    {
        StarConvexMetadata changed = _metadata with { LeastContrast = share };
        return changed.IsInRange
            ? new StarConvexModel(changed, _parameters)
            : throw new ArgumentOutOfRangeException(nameof(share), $"The least contrast lies between 0 and 1; got {share}.");
    }

    /// <summary>The same model with what it says of how sure it is of typical objects.</summary>
    internal StarConvexModel WithTypicalConfidence(double confidence) => new(_metadata with { TypicalConfidence = confidence }, _parameters);

    /// <inheritdoc/>
    public DetectedObjects Detect(MicroscopyImage image, ImageShape target, int tileSize, StageExecution execution) =>
        Detect(_pass, image, target, tileSize, execution);

    /// <summary>The same with whatever runs the network.</summary>
    internal DetectedObjects Detect(ITilePass pass, MicroscopyImage image, ImageShape target, int tileSize, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        // As thresholds were chosen: of all that could be objects the best, and of these the probable.
        StarCandidates candidates = Propose(image, Math.Min(ProbabilityThreshold, StarConvexMetadata.LeastProbability), tileSize, execution.Part(0, 0.8), pass);
        execution.CancellationToken.ThrowIfCancellationRequested();
        int[] kept = [.. StarSelection.Select(candidates, OverlapThreshold, execution).Where(c => candidates.ScoreOf(c) >= ProbabilityThreshold)];
        execution.Progress?.Report(0.9);
        LabelImage labels = StarDrawing.Draw(candidates, kept, target, execution);
        execution.Progress?.Report(1);
        return new DetectedObjects(labels, Array.ConvertAll(kept, c => (double)candidates.ScoreOf(c)))
        {
            Embedding = candidates.Field?.ToEmbedding(_metadata.WorkingDiameter, _metadata.TypicalConfidence),
        };
    }

    /// <summary>The best pixel of each cell of two by two (by two), where its probability is high enough.</summary>
    /// <param name="image">Normalised and rescaled.</param>
    /// <param name="leastProbability">Least probability of a candidate.</param>
    /// <param name="tileSize">Largest side of a tile.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <param name="pass">Runs the network. Default: the managed engine.</param>
    /// <exception cref="ModelMismatchException">The image has another rank or number of channels than the model.</exception>
    internal StarCandidates Propose(MicroscopyImage image, double leastProbability, int tileSize, StageExecution execution, ITilePass? pass = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        Description.Require(image.Shape, image.Channels);
        image = InputChannels.Fill(image, Description.Channels);
        pass ??= _pass;
        int side = pass.SideFor(image.Shape, tileSize, execution.MaxDegreeOfParallelism);
        return new CandidatePass(pass, _directions, _metadata.Unit, image, leastProbability, side, execution).Run();
    }

    /// <summary>The pass on the managed engine.</summary>
    internal ITilePass Pass => _pass;

    internal UNetLayout Layout { get; }

    internal StarConvexMetadata Metadata => _metadata;

    internal ReadOnlySpan<float> Parameters => _parameters;
}
