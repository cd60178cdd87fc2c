using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cellulus.Testing;

/// <summary>
/// A model that knows the truth of one scene: every pixel of an object points to the centre of the object, surely; background
/// points anywhere, unsurely. With it a host's tests run a whole pipeline without training, and with a known answer.
/// </summary>
public sealed class TruthEmbeddingModel : IRegionEmbeddingModel
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

    /// <summary>
    /// How far offsets reach along each axis, in pixels: a real network sees only so far, and finds longer objects in pieces. Default: no
    /// limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double Sight
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Offsets reach farther than 0 pixels.");
    } = double.PositiveInfinity;

    /// <summary>Embeds an image of the scene; one of another extent is taken for the whole scene rescaled.</summary>
    /// <inheritdoc/>
    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(execution);
        Description.Require(image.Shape, image.Channels);
        return Embed(GridBox.Of(image.Shape), image.Shape, options, execution);
    }

    /// <inheritdoc/>
    public string Fingerprint => $"{Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(_truth.Labels)))} {_truth.Shape} {_offsetNoise:R} {Sight:R}";

    /// <inheritdoc/>
    public int Alignment => 1;

    /// <inheritdoc/>
    public PixelBox ContextOf(PixelBox region, ImageShape whole) => region;

    /// <inheritdoc/>
    public long EstimateMemory(ImageShape region, EmbeddingOptions options, int threads) => sizeof(int) * (long)_truth.Labels.Length;

    /// <inheritdoc/>
    public EmbeddingField EmbedRegion(ImageWindow image, PixelBox region, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(execution);
        return Embed(GridBox.From(region), image.Whole, options, execution);
    }

    private EmbeddingField Embed(GridBox box, ImageShape shape, EmbeddingOptions options, StageExecution execution)
    {
        int rank = shape.Rank, length = box.Shape.CheckedLength();
        var offsets = new float[checked(rank * length)];
        var uncertainty = new float[length];
        ParallelWork.For(box.Rows, execution, row =>
        {
            int z = box.Z0 + row / box.Shape.Height, y = box.Y0 + row % box.Shape.Height;
            // Each row draws from its own stream, so the field does not depend on the threads, nor on where a region begins.
            var random = new Philox(options.Seed, (ulong)((long)z * shape.Height + y));
            int i = row * box.Shape.Width;
            for (int x = 0; x < box.X1; x++)
            {
                (float dx, float dy, float dz, float u) = Draw(z, y, x, shape, random);
                if (x < box.X0)
                    continue;
                offsets[i] = dx;
                offsets[length + i] = dy;
                if (rank == 3)
                    offsets[2 * length + i] = dz;
                uncertainty[i++] = u;
            }
        });
        double scale = Math.Sqrt((double)shape.Width / _truth.Shape.Width * shape.Height / _truth.Shape.Height);
        return new EmbeddingField(offsets, uncertainty, box.Shape, Description.ObjectDiameter * scale);
    }

    private (float X, float Y, float Z, float Uncertainty) Draw(int z, int y, int x, ImageShape shape, Philox random)
    {
        int label = _truth[InTruth(z, shape.Depth, _truth.Shape.Depth), InTruth(y, shape.Height, _truth.Shape.Height), InTruth(x, shape.Width, _truth.Shape.Width)];
        double spread = label == 0 ? Description.ObjectDiameter / 2 : _offsetNoise;
        (double dx, double dy, double dz) = label == 0 ? (0, 0, 0) : ToCentre(_objects[label], x, y, z, shape);
        var offset = ((float)(dx + spread * random.NextNormal()), (float)(dy + spread * random.NextNormal()));
        float offsetZ = shape.Rank == 3 ? (float)(dz + spread * random.NextNormal()) : 0;
        double uncertainty = (label == 0 ? UnsureUncertainty : SureUncertainty) * (0.8 + 0.4 * random.NextDouble());
        return (offset.Item1, offset.Item2, offsetZ, (float)uncertainty);
    }

    private (double X, double Y, double Z) ToCentre((double X, double Y, double Z, int Pixels) centre, int x, int y, int z, ImageShape shape) => (
        AsFarAsSeen(FromTruth(centre.X, _truth.Shape.Width, shape.Width) - x),
        AsFarAsSeen(FromTruth(centre.Y, _truth.Shape.Height, shape.Height) - y),
        AsFarAsSeen(FromTruth(centre.Z, _truth.Shape.Depth, shape.Depth) - z));

    private double AsFarAsSeen(double offset) => Math.Clamp(offset, -Sight, Sight);

    private static int InTruth(int position, int extent, int truthExtent) => (int)((position + 0.5) * truthExtent / extent);

    private static double FromTruth(double position, int truthExtent, int extent) => (position + 0.5) * extent / truthExtent - 0.5;
}
