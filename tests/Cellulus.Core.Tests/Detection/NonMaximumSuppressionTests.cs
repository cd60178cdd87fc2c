using Xunit;

namespace Cellulus.Tests;

public sealed class NonMaximumSuppressionTests
{
    private static int[] Select(StarCandidates candidates, double overlap, StageExecution execution) =>
        [.. NonMaximumSuppression.Select(candidates, StarRanking.Order(candidates, execution), overlap, execution).Select(k => k.Candidate)];

    [Theory]
    [InlineData(1, 700, 9, 0.4)]
    [InlineData(1, 700, 9, 0.1)]
    [InlineData(1, 300, 40, 0.5)]
    [InlineData(9, 300, 5, 0.3)]
    public void Candidates_stay_as_by_comparing_all_pairs_of_pixel_sets(int depth, int count, double radius, double threshold)
    {
        var shape = new ImageShape(depth, 90, 110);
        StarCandidates candidates = SupervisionScenes.Candidates(shape, count, radius, seed: 5);
        int[] expected = ByAllPairs(candidates, threshold);
        Assert.True(expected.Length > 3 && expected.Length < count);
        foreach (int threads in new[] { 1, 2, 5 })
            Assert.Equal(expected, Select(candidates, threshold, new StageExecution { MaxDegreeOfParallelism = threads }));
    }

    [Fact]
    public void Many_batches_stay_as_by_comparing_all_pairs()
    {
        StarCandidates candidates = SupervisionScenes.Candidates(new ImageShape(100, 120), 2600, 5, seed: 8);
        Assert.Equal(ByAllPairs(candidates, 0.3), Select(candidates, 0.3, StageExecution.Default));
    }

    [Fact]
    public void The_order_of_candidates_does_not_matter()
    {
        StarCandidates candidates = SupervisionScenes.Candidates(new ImageShape(60, 70), 400, 7, seed: 6);
        int[] shuffled = [.. Enumerable.Range(0, 400).OrderBy(i => i * 7919 % 400)];
        var same = new StarCandidates(
            [.. shuffled.Select(i => Index(candidates, i))], [.. shuffled.Select(candidates.ScoreOf)],
            [.. shuffled.SelectMany(i => candidates.DistancesOf(i).ToArray())], candidates.Shape, candidates.Directions);
        Assert.Equal(
            Select(candidates, 0.4, StageExecution.Default).Select(i => Index(candidates, i)),
            Select(same, 0.4, StageExecution.Default).Select(i => Index(same, i)));
    }

    [Fact]
    public void No_candidates_give_none() =>
        Assert.Empty(Select(SupervisionScenes.Candidates(new ImageShape(9, 9), 0, 3, 1), 0.4, StageExecution.Default));

    [Fact]
    public void A_cancelled_choice_ends()
    {
        StarCandidates candidates = SupervisionScenes.Candidates(new ImageShape(60, 70), 400, 7, seed: 6);
        Assert.Throws<OperationCanceledException>(
            () => Select(candidates, 0.4, new StageExecution { CancellationToken = new CancellationToken(canceled: true) }));
    }

    private static int Index(StarCandidates candidates, int i)
    {
        (int z, int y, int x) = candidates.CentreOf(i);
        return candidates.Shape.IndexOf(z, y, x);
    }

    private static int[] ByAllPairs(StarCandidates candidates, double threshold)
    {
        HashSet<int>[] pixels = [.. Enumerable.Range(0, candidates.Count).Select(i => PixelsByCrossing(candidates, i))];
        var kept = new List<int>();
        foreach (int i in Enumerable.Range(0, candidates.Count).OrderByDescending(candidates.ScoreOf).ThenBy(i => Index(candidates, i)))
        {
            if (!kept.Any(k => ShareOfSmaller(pixels[k], pixels[i]) > threshold))
                kept.Add(i);
        }
        return [.. kept];
    }

    private static double ShareOfSmaller(HashSet<int> a, HashSet<int> b) => (double)a.Count(b.Contains) / Math.Max(1, Math.Min(a.Count, b.Count));

    /// <summary>Pixels whose centre lies within the triangle (tetrahedron) of some cone: by the sides of its faces, not by
    /// weights.</summary>
    private static HashSet<int> PixelsByCrossing(StarCandidates candidates, int candidate)
    {
        (int cz, int cy, int cx) = candidates.CentreOf(candidate);
        RayDirections directions = candidates.Directions;
        float[] distances = candidates.DistancesOf(candidate).ToArray();
        (double X, double Y, double Z)[] tips = [.. distances.Select((r, ray) => (r * directions[ray].X, r * directions[ray].Y, r * directions[ray].Z))];
        int reach = (int)distances.Max() + 1, deep = directions.Rank == 3 ? reach : 0;
        var pixels = new HashSet<int>();
        for (int z = Math.Max(-deep, -cz); z <= Math.Min(deep, candidates.Shape.Depth - 1 - cz); z++)
            for (int y = Math.Max(-reach, -cy); y <= Math.Min(reach, candidates.Shape.Height - 1 - cy); y++)
                for (int x = Math.Max(-reach, -cx); x <= Math.Min(reach, candidates.Shape.Width - 1 - cx); x++)
                    if (Enumerable.Range(0, directions.Cones.Count).Any(cone => IsWithin(cone, (x, y, z))))
                        pixels.Add(candidates.Shape.IndexOf(cz + z, cy + y, cx + x));
        return pixels;

        bool IsWithin(int cone, (double X, double Y, double Z) p)
        {
            var a = tips[directions.Cones.RayOf(cone, 0)];
            var b = tips[directions.Cones.RayOf(cone, 1)];
            var c = directions.Rank == 3 ? tips[directions.Cones.RayOf(cone, 2)] : (0, 0, 1);
            double whole = Determinant(a, b, c);
            double wa = Determinant(p, b, c) / whole, wb = Determinant(a, p, c) / whole, wc = directions.Rank == 3 ? Determinant(a, b, p) / whole : 0;
            return wa >= -1e-9 && wb >= -1e-9 && wc >= -1e-9 && wa + wb + wc <= 1;
        }
    }

    private static double Determinant((double X, double Y, double Z) a, (double X, double Y, double Z) b, (double X, double Y, double Z) c) =>
        a.X * (b.Y * c.Z - b.Z * c.Y) - a.Y * (b.X * c.Z - b.Z * c.X) + a.Z * (b.X * c.Y - b.Y * c.X);
}
