using Cellulus.Engine;
using Cellulus.Testing;

namespace Cellulus.Tests;

/// <summary>Labels, candidates and quickly made models for tests of supervision.</summary>
internal static class SupervisionScenes
{
    /// <summary>Touching balls, some of them cut by the border, with a patch of which nothing is known.</summary>
    public static int[] Labels(ImageShape shape, ulong seed)
    {
        var random = new Philox(seed);
        var labels = new int[shape.PixelCount];
        for (int label = 1; label <= 9; label++)
        {
            (double cz, double cy, double cx) = (random.NextDouble() * shape.Depth, random.NextDouble() * shape.Height, random.NextDouble() * shape.Width);
            double radius = 2.5 + 3 * random.NextDouble();
            for (int i = 0; i < labels.Length; i++)
            {
                (int z, int y, int x) = (i / (shape.Height * shape.Width), i / shape.Width % shape.Height, i % shape.Width);
                double dz = shape.Depth > 1 ? z - cz : 0;
                if (dz * dz + (y - cy) * (y - cy) + (x - cx) * (x - cx) <= radius * radius)
                    labels[i] = label == 9 ? PseudoLabels.Unknown : label;
            }
        }
        return labels;
    }

    /// <summary>Ragged star-convex candidates at different pixels, some of them with equal scores.</summary>
    public static StarCandidates Candidates(ImageShape shape, int count, double radius, ulong seed)
    {
        var random = new Philox(seed);
        RayDirections directions = RayDirections.Of(shape.Rank, shape.Rank == 3 ? RayDirections.Spatial : RayDirections.Planar);
        var centres = new HashSet<int>();
        while (centres.Count < count)
            centres.Add(random.NextInt((int)shape.PixelCount));
        var distances = new float[count * directions.Count];
        for (int i = 0; i < distances.Length; i++)
            distances[i] = (float)(radius * (0.6 + 0.8 * random.NextDouble()));
        float[] scores = [.. Enumerable.Range(0, count).Select(_ => random.NextInt(200) / 200f)];
        return new StarCandidates([.. centres], scores, distances, shape, directions);
    }

    /// <summary>What a network might say of each pixel.</summary>
    /// <param name="shape">Grid.</param>
    /// <param name="logits">Logit of lying in an object, order (z, y, x).</param>
    /// <param name="centreOf">Where the centre of the object is that a pixel lies in.</param>
    public static StarField Field(ImageShape shape, float[] logits, Func<(int Z, int Y, int X), PixelPosition> centreOf)
    {
        int length = logits.Length;
        var offsets = new float[shape.Rank * length];
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                {
                    PixelPosition centre = centreOf((z, y, x));
                    (offsets[i], offsets[length + i]) = ((float)centre.X - x, (float)centre.Y - y);
                    if (shape.Rank == 3)
                        offsets[2 * length + i] = (float)centre.Z - z;
                }
        return new StarField(RayDirections.Of(shape.Rank, 32), 1, shape, logits, offsets);
    }

    /// <summary>Touching cells on a plane of 160 x 160.</summary>
    public static CellScene Cells(int seed) =>
        CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(160, 160), Cells = 16, DimShare = 0, Seed = (ulong)seed });

    /// <summary>An image and its bright pixels, each piece drawn as an object.</summary>
    public static SupervisedImage Annotated(int depth, int channels = 1)
    {
        MicroscopyImage image = SelfTrainingScenes.Image(depth, channels);
        PseudoLabels bright = SelfTrainingScenes.Bright(image);
        return new SupervisedImage(image) { Annotations = LabelImage.FromLabels(bright.Labels, bright.Shape) };
    }

    /// <summary>Two steps, few features: a model that has hardly learned, in a moment.</summary>
    public static SupervisedTrainingOptions Quick(int depth, int threads = 2) => new()
    {
        Iterations = 2, BatchSize = 3, CropSize = depth == 1 ? 60 : 44, Features = 4, Rays = depth == 1 ? 8 : 12, ObjectDiameter = 16, MaxDegreeOfParallelism = threads,
    };

    /// <summary>A model with random weights that proposes objects everywhere.</summary>
    public static StarConvexModel Untrained(int rank, int channels = 1, double threshold = 0.5, ulong seed = 1)
    {
        var metadata = new StarConvexMetadata
        {
            Rank = rank, Channels = channels, Levels = rank == 3 ? 2 : 3, Features = 4, FeatureFactor = 2, HeadFeatures = 8, Rays = rank == 3 ? 12 : 8,
            ObjectDiameter = 20, WorkingDiameter = 20, ProbabilityThreshold = threshold, Iterations = 7,
        };
        UNetLayout layout = metadata.CreateLayout();
        var parameters = new float[layout.ParameterCount];
        UNetParameters.Initialize(layout, seed, parameters);
        return new StarConvexModel(metadata, parameters);
    }
}
