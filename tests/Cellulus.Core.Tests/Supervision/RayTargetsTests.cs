using Xunit;

namespace Cellulus.Tests;

public sealed class RayTargetsTests
{
    [Theory]
    [InlineData(1, 32)]
    [InlineData(9, 96)]
    public void Distances_are_those_to_the_nearest_face_between_two_labels(int depth, int rays)
    {
        var shape = new ImageShape(depth, 19, 23);
        int[] labels = SupervisionScenes.Labels(shape, seed: 3);
        RayDirections directions = RayDirections.Of(shape.Rank, rays);
        var distances = new float[rays];
        int compared = 0, open = 0;
        for (int z = 0; z < depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++)
                {
                    if (labels[shape.IndexOf(z, y, x)] <= 0)
                        continue;
                    RayTargets.Measure(labels, shape, (z, y, x), directions, distances);
                    for (int ray = 0; ray < rays; ray++)
                    {
                        double expected = ByEveryFace(labels, shape, (z, y, x), directions[ray]);
                        Assert.Equal(double.IsNaN(expected), float.IsNaN(distances[ray]));
                        if (double.IsNaN(expected))
                            open++;
                        else
                            Assert.Equal(expected, distances[ray], 1e-5);
                        compared++;
                    }
                }
        Assert.True(compared > 2000 && open > 100 && open < compared);
    }

    [Fact]
    public void A_square_has_the_distances_of_a_square()
    {
        var shape = new ImageShape(11, 11);
        var labels = new int[121];
        for (int y = 3; y <= 7; y++)
            labels.AsSpan(y * 11 + 3, 5).Fill(1);
        var distances = new float[8];
        RayTargets.Measure(labels, shape, (0, 5, 5), RayDirections.Of(2, 8), distances);
        for (int ray = 0; ray < 8; ray++)
            Assert.Equal(ray % 2 == 0 ? 2.5 : 2.5 * Math.Sqrt(2), distances[ray], 1e-5);
    }

    /// <summary>By definition: of all places where the ray crosses a face, the nearest behind which another label lies.</summary>
    private static double ByEveryFace(int[] labels, ImageShape shape, (int Z, int Y, int X) at, (double X, double Y, double Z) direction)
    {
        double[] step = [direction.Z, direction.Y, direction.X];
        int[] from = [at.Z, at.Y, at.X], extent = [shape.Depth, shape.Height, shape.Width];
        int own = labels[shape.IndexOf(at.Z, at.Y, at.X)];
        double nearest = double.PositiveInfinity, result = double.NaN;
        for (int axis = 0; axis < 3; axis++)
        {
            if (Math.Abs(step[axis]) < 1e-9)
                continue;
            for (int faces = 0; faces <= extent[axis]; faces++)
            {
                double distance = (faces + 0.5) / Math.Abs(step[axis]), behind = distance + 1e-6;
                int[] place = [.. Enumerable.Range(0, 3).Select(a => (int)Math.Floor(from[a] + behind * step[a] + 0.5))];
                bool outside = Enumerable.Range(0, 3).Any(a => place[a] < 0 || place[a] >= extent[a]);
                int label = outside ? PseudoLabels.Unknown : labels[shape.IndexOf(place[0], place[1], place[2])];
                if (label == own || distance >= nearest)
                    continue;
                (nearest, result) = (distance, label == PseudoLabels.Unknown ? double.NaN : distance);
            }
        }
        return result;
    }
}
