namespace Cellulus.Testing;

/// <summary>
/// A model that knows the truth of one scene: every pixel of an object points to the centre of the object, surely; background
/// points anywhere, unsurely. With it a host's tests run a whole pipeline without training, and with a known answer.
/// </summary>
public sealed class TruthEmbeddingModel : IEmbeddingModel
{
    private const double SureUncertainty = 0.2, UnsureUncertainty = 3;

    private readonly LabelImage _truth;
    private readonly double _offsetNoise;
    private readonly Dictionary<int, (double X, double Y, double Z, int Pixels)> _objects;

    /// <summary>A model for images of one scene.</summary>
    /// <param name="truth">True labels of the scene.</param>
    /// <param name="offsetNoise">Standard deviation of the error of each offset component in pixels. Default 0: perfect.</param>
    /// <param name="channels">Channels an image must have. Default 1.</param>
    public TruthEmbeddingModel(LabelImage truth, double offsetNoise = 0, int channels = 1)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentOutOfRangeException.ThrowIfNegative(offsetNoise);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        _truth = truth;
        _offsetNoise = offsetNoise;
        _objects = TruthMeasures.Centroids(truth);
        double diameter = TruthMeasures.MedianDiameter(truth) is > 0 and var median ? median : 1;
        Description = new EmbeddingModelDescription
        {
            Rank = truth.Shape.Rank,
            Channels = channels,
            ObjectDiameter = diameter,
            WorkingDiameter = diameter,
        };
    }

    /// <inheritdoc/>
    public EmbeddingModelDescription Description { get; }

    /// <summary>Embeds an image of the scene; one of another extent is taken for the whole scene rescaled.</summary>
    /// <inheritdoc/>
    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(execution);
        ModelChecks.ThrowIfMismatched(Description, image);
        ImageShape shape = image.Shape;
        int length = (int)shape.PixelCount, rank = shape.Rank;
        var offsets = new float[checked(rank * length)];
        var uncertainty = new float[length];
        ParallelWorkByRow(shape, execution, (z, y, random) =>
        {
            for (int x = 0; x < shape.Width; x++)
            {
                int i = shape.IndexOf(z, y, x);
                int label = _truth[InTruth(z, shape.Depth, _truth.Shape.Depth), InTruth(y, shape.Height, _truth.Shape.Height), InTruth(x, shape.Width, _truth.Shape.Width)];
                double spread = label == 0 ? Description.ObjectDiameter / 2 : _offsetNoise;
                (double dx, double dy, double dz) = label == 0 ? (0, 0, 0) : ToCentre(_objects[label], x, y, z, shape);
                offsets[i] = (float)(dx + spread * random.NextNormal());
                offsets[length + i] = (float)(dy + spread * random.NextNormal());
                if (rank == 3)
                    offsets[2 * length + i] = (float)(dz + spread * random.NextNormal());
                uncertainty[i] = (float)((label == 0 ? UnsureUncertainty : SureUncertainty) * (0.8 + 0.4 * random.NextDouble()));
            }
        }, options.Seed);
        double scale = Math.Sqrt((double)shape.Width / _truth.Shape.Width * shape.Height / _truth.Shape.Height);
        return new EmbeddingField(offsets, uncertainty, shape, Description.ObjectDiameter * scale);
    }

    private (double X, double Y, double Z) ToCentre((double X, double Y, double Z, int Pixels) centre, int x, int y, int z, ImageShape shape) => (
        FromTruth(centre.X, _truth.Shape.Width, shape.Width) - x,
        FromTruth(centre.Y, _truth.Shape.Height, shape.Height) - y,
        FromTruth(centre.Z, _truth.Shape.Depth, shape.Depth) - z);

    private static int InTruth(int position, int extent, int truthExtent) => (int)((position + 0.5) * truthExtent / extent);

    private static double FromTruth(double position, int truthExtent, int extent) => (position + 0.5) * extent / truthExtent - 0.5;

    /// <summary>Each row draws from its own stream, so the field does not depend on the threads.</summary>
    private static void ParallelWorkByRow(ImageShape shape, StageExecution execution, Action<int, int, Philox> body, ulong seed) =>
        ParallelWork.For(shape.Depth * shape.Height, execution, row => body(row / shape.Height, row % shape.Height, new Philox(seed, (ulong)row)));
}
