namespace Cellulus.Tests;

/// <summary>Labels and candidates for tests of supervision.</summary>
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
}
