using Xunit;

namespace Cellulus.Core.Tests;

public class MeanShiftClustererTests
{
    private static readonly StageExecution Execution = StageExecution.Default;

    [Theory, InlineData(2, 1.0), InlineData(2, 3.0), InlineData(2, 6.0), InlineData(3, 3.0)]
    public void Centres_equal_those_of_a_search_through_all_points(int rank, double scatter)
    {
        ImageShape shape = rank == 2 ? new ImageShape(40, 44) : new ImageShape(10, 14, 15);
        (EmbeddingField field, ForegroundMask foreground) = SyntheticField.Create(shape, 9, scatter, seed: 11);
        EmbeddedPoints points = EmbeddedPoints.FromField(field, ForegroundPixels.List(foreground));
        Assert.InRange(points.Count, 500, 2000);
        foreach (double bandwidth in new[] { 1.5, 4, 9 })
        {
            PointGrid grid = FlatKernelMeanShift.CreateGrid(points, bandwidth);
            MeanShiftModes modes = FlatKernelMeanShift.FindModes(grid, bandwidth, null, Execution);
            EmbeddedPosition[] expected = Naive(points, bandwidth);
            Assert.Equal(expected.Length, modes.Centres.Length);
            Assert.All(expected.Zip(modes.Centres), p => Assert.True(Math.Sqrt(p.First.SquaredDistanceTo(p.Second)) < 1e-9));
            int[] nearest = NearestCentre.Assign(grid, modes.Centres, Execution);
            for (int i = 0; i < nearest.Length; i++)
                Assert.Equal(Enumerable.Range(0, expected.Length).MinBy(c => modes.Centres[c].SquaredDistanceTo(points[i])), nearest[i]);
        }
    }

    [Fact]
    public void Points_at_exactly_the_bandwidth_belong_to_the_window_and_the_first_of_equally_near_centres_wins()
    {
        var points = new EmbeddedPoints([0, 2, 10, 6], [0, 0, 0, 0]);
        PointGrid grid = FlatKernelMeanShift.CreateGrid(points, 2);
        MeanShiftModes modes = FlatKernelMeanShift.FindModes(grid, 2, null, Execution);
        Assert.Equal([new(1, 0, 0), new(10, 0, 0), new(6, 0, 0)], modes.Centres);
        Assert.Equal([0, 0, 1, 0], NearestCentre.Assign(grid, [new(2, 0, 0), new(10, 0, 0)], Execution));
    }

    [Theory, InlineData(1.0, false), InlineData(0.3, false), InlineData(1.0, true)]
    public void Any_number_of_threads_gives_the_same_labels(double probability, bool useSeeds)
    {
        (EmbeddingField field, ForegroundMask foreground) = SyntheticField.Create(new ImageShape(90, 100), 30, scatter: 4, seed: 2);
        var clusterer = new MeanShiftClusterer(new MeanShiftOptions { Bandwidth = 3, ReductionProbability = probability, UseSeeds = useSeeds, Seed = 7 });
        int[][] labels = [.. new[] { 1, 2, 3, 7 }.Select(t => clusterer.Cluster(field, foreground, Execution with { MaxDegreeOfParallelism = t }).Labels.ToArray())];
        Assert.All(labels, l => Assert.Equal(labels[0], l));
        Assert.True(labels[0].Max() > 10);
    }

    [Fact]
    public void A_volume_of_one_slice_equals_a_plane()
    {
        (EmbeddingField plane, ForegroundMask foreground) = SyntheticField.Create(new ImageShape(50, 60), 12, scatter: 2, seed: 3);
        float[] offsets = [.. plane.GetOffsets(0), .. plane.GetOffsets(1), .. new float[3000]];
        var volume = new EmbeddingField(offsets, plane.Uncertainty.ToArray(), plane.Shape, plane.ObjectDiameter);
        foreach (IInstanceClusterer clusterer in new IInstanceClusterer[] { new MeanShiftClusterer(), new MeanShiftClusterer(new MeanShiftOptions { UseSeeds = true }), new GreedyClusterer() })
            Assert.Equal(clusterer.Cluster(plane, foreground, Execution).Labels.ToArray(), clusterer.Cluster(volume, foreground, Execution).Labels.ToArray());
    }

    [Fact]
    public void Swapping_axes_swaps_labels()
    {
        (EmbeddingField field, ForegroundMask foreground) = SyntheticField.Create(new ImageShape(40, 40), 8, scatter: 1, seed: 4);
        float[] x = Transpose<float>(field.GetOffsets(0)), y = Transpose<float>(field.GetOffsets(1));
        var swapped = new EmbeddingField([.. y, .. x], Transpose(field.Uncertainty), field.Shape, field.ObjectDiameter);
        int[] labels = new MeanShiftClusterer().Cluster(field, foreground, Execution).Labels.ToArray();
        int[] other = new MeanShiftClusterer().Cluster(swapped, new ForegroundMask(Transpose(foreground.Pixels), field.Shape), Execution).Labels.ToArray();
        Assert.Equal(Transpose<int>(labels), other);
    }

    [Fact]
    public void No_foreground_gives_no_labels_and_one_pixel_gives_one()
    {
        (EmbeddingField field, _) = SyntheticField.Create(new ImageShape(20, 20), 3, scatter: 1, seed: 1);
        var mask = new bool[400];
        foreach (bool useSeeds in new[] { false, true })
        {
            var clusterer = new MeanShiftClusterer(new MeanShiftOptions { UseSeeds = useSeeds, ReductionProbability = 0.1 });
            Assert.Equal(0, clusterer.Cluster(field, new ForegroundMask(mask, field.Shape), Execution).MaxLabel);
            int[] labels = clusterer.Cluster(field, new ForegroundMask([.. mask.Select((_, i) => i == 77)], field.Shape), Execution).Labels.ToArray();
            Assert.Equal([77], Enumerable.Range(0, 400).Where(i => labels[i] == 1));
            Assert.Equal(1, labels.Sum());
        }
    }

    [Fact]
    public void Far_outliers_do_not_disturb_the_rest()
    {
        (EmbeddingField field, ForegroundMask foreground) = SyntheticField.Create(new ImageShape(40, 40), 6, scatter: 1, seed: 9);
        int[] pixels = ForegroundPixels.List(foreground);
        float[] offsets = [.. field.GetOffsets(0), .. field.GetOffsets(1)];
        offsets[pixels[0]] = 1e7f;
        var spoilt = new EmbeddingField(offsets, field.Uncertainty.ToArray(), field.Shape, field.ObjectDiameter);
        int[] before = new MeanShiftClusterer().Cluster(field, foreground, Execution).Labels.ToArray();
        int[] after = new MeanShiftClusterer().Cluster(spoilt, foreground, Execution).Labels.ToArray();
        Assert.Equal(before.Max() + 1, after.Max());
        Assert.Equal(after.Max(), after[pixels[0]]);
    }

    [Fact]
    public void Broken_embeddings_and_other_grids_are_refused()
    {
        var field = new EmbeddingField([float.NaN, 0, 0, 0], [1, 1], new ImageShape(1, 2), 10);
        Assert.Throws<CellulusException>(() => new MeanShiftClusterer().Cluster(field, new ForegroundMask([true, true], field.Shape), Execution));
        Assert.Throws<ArgumentException>(() => new MeanShiftClusterer().Cluster(field, new ForegroundMask([true, true], new ImageShape(2, 1)), Execution));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanShiftOptions { Bandwidth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanShiftOptions { ReductionProbability = 0 });
    }

    [Fact]
    public void Cancellation_stops_clustering()
    {
        (EmbeddingField field, ForegroundMask foreground) = SyntheticField.Create(new ImageShape(40, 40), 6, scatter: 1, seed: 9);
        var execution = Execution with { CancellationToken = new CancellationToken(true) };
        Assert.ThrowsAny<OperationCanceledException>(() => new MeanShiftClusterer().Cluster(field, foreground, execution));
    }

    [Fact]
    public void Reduction_keeps_the_share_asked_for()
    {
        int[] kept = RandomReduction.Keep(100_000, 0.1, seed: 1);
        Assert.InRange(kept.Length, 9_600, 10_400);
        Assert.NotEqual(kept, RandomReduction.Keep(100_000, 0.1, seed: 2));
        Assert.Equal(1000, RandomReduction.Keep(1000, 1, seed: 1).Length);
        Assert.Empty(RandomReduction.Keep(0, 0.1, seed: 1));
    }

    private static T[] Transpose<T>(ReadOnlySpan<T> square)
    {
        int side = (int)Math.Sqrt(square.Length);
        var result = new T[square.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = square[i % side * side + i / side];
        return result;
    }

    /// <summary>Mean-shift as one would write it down.</summary>
    private static EmbeddedPosition[] Naive(EmbeddedPoints points, double bandwidth)
    {
        var found = new Dictionary<EmbeddedPosition, long>();
        for (int i = 0; i < points.Count; i++)
        {
            EmbeddedPosition at = points[i];
            for (int iteration = 0; ; iteration++)
            {
                int[] window = [.. Enumerable.Range(0, points.Count).Where(k => points[k].SquaredDistanceTo(at) <= bandwidth * bandwidth)];
                EmbeddedPosition mean = new(window.Average(k => points[k].X), window.Average(k => points[k].Y), window.Average(k => points[k].Z));
                bool stop = Math.Sqrt(mean.SquaredDistanceTo(at)) < 1e-3 * bandwidth || iteration == 300;
                at = mean;
                if (!stop)
                    continue;
                found[at] = window.Length;
                break;
            }
        }
        var kept = new List<EmbeddedPosition>();
        foreach ((EmbeddedPosition centre, _) in found.OrderByDescending(f => f.Value).ThenByDescending(f => f.Key))
            if (kept.TrueForAll(k => k.SquaredDistanceTo(centre) > bandwidth * bandwidth))
                kept.Add(centre);
        return [.. kept];
    }
}
