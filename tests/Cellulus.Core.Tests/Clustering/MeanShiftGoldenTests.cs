using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests;

public class MeanShiftGoldenTests
{
    private static readonly NpzFile Plane = NpzFile.Open("cluster2d.npz");
    private static readonly NpzFile Volume = NpzFile.Open("cluster3d.npz");
    private static readonly NpzFile Bandwidths = NpzFile.Open("meanshift_bandwidths.npz");
    private static readonly StageExecution Execution = StageExecution.Default;

    private static (NpzFile File, string Prefix) Golden(double bandwidth) => bandwidth == 8 ? (Plane, "") : (Bandwidths, $"bw{bandwidth}_");

    [Theory, InlineData(1), InlineData(2), InlineData(4), InlineData(8)]
    public void Centres_and_labels_of_sampled_points_are_those_of_scikit_learn(double bandwidth)
    {
        (NpzFile file, string prefix) = Golden(bandwidth);
        EmbeddedPoints all = GoldenCluster.Points(file["X"]), sample = GoldenCluster.Points(file["X_reduced"]);
        MeanShiftModes modes = FlatKernelMeanShift.FindModes(FlatKernelMeanShift.CreateGrid(sample, bandwidth), bandwidth, null, Execution);
        GoldenCluster.AssertClose(GoldenCluster.Points(file[prefix + "cluster_centers"]), modes.Centres);
        Assert.Equal((int)file[prefix + "n_iter"].Scalar(), modes.Iterations);
        Assert.Equal(file[prefix + "predict_labels"].Integers(), NearestCentre.Assign(FlatKernelMeanShift.CreateGrid(all, bandwidth), modes.Centres, Execution));

        int[] fitLabels = NearestCentre.Assign(FlatKernelMeanShift.CreateGrid(sample, bandwidth), modes.Centres, Execution);
        for (int i = 0; i < fitLabels.Length; i++)
            if (Math.Sqrt(modes.Centres[fitLabels[i]].SquaredDistanceTo(sample[i])) > bandwidth)
                fitLabels[i] = -1;
        Assert.Equal(file[prefix + (prefix.Length == 0 ? "fit_labels_cluster_all_false" : "fit_labels")].Integers(), fitLabels);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(4), InlineData(8)]
    public void Every_single_seed_ends_where_scikit_learn_sends_it(double bandwidth)
    {
        (NpzFile file, string prefix) = Golden(bandwidth);
        EmbeddedPoints sample = GoldenCluster.Points(file["X_reduced"]), converged = GoldenCluster.Points(file[prefix + "seed_converged"]);
        int[] iterations = file[prefix + "seed_niter"].Integers();
        PointGrid grid = FlatKernelMeanShift.CreateGrid(sample, bandwidth);
        for (int i = 0; i < sample.Count; i++)
        {
            MeanShiftModes modes = FlatKernelMeanShift.FindModes(grid, bandwidth, sample.Select([i]), StageExecution.Default with { MaxDegreeOfParallelism = 1 });
            EmbeddedPosition centre = Assert.Single(modes.Centres);
            Assert.True(Math.Sqrt(centre.SquaredDistanceTo(converged[i])) < 1e-9);
            Assert.Equal(iterations[i], modes.Iterations);
        }
    }

    [Fact]
    public void A_plane_clustered_from_sampled_pixels_matches_the_reference()
    {
        LabelImage labels = ClusterPlane(new MeanShiftOptions { Bandwidth = 8 }, Plane["keep"].Booleans());
        Assert.Equal(Plane["segmentation"].Integers(), labels.Labels.ToArray());
    }

    [Fact]
    public void A_plane_clustered_from_all_pixels_matches_the_reference()
    {
        EmbeddingField field = GoldenCluster.Field(Plane, 16);
        LabelImage labels = new MeanShiftClusterer().Cluster(field, GoldenCluster.Foreground(Plane, field.Shape), Execution);
        Assert.Equal(Plane["segmentation_full"].Integers(), labels.Labels.ToArray());
        PointGrid grid = FlatKernelMeanShift.CreateGrid(GoldenCluster.Points(Plane["X"]), 8);
        GoldenCluster.AssertClose(GoldenCluster.Points(Plane["cluster_centers_full"]), FlatKernelMeanShift.FindModes(grid, 8, null, Execution).Centres);
    }

    [Fact]
    public void A_plane_clustered_from_seeds_matches_the_reference()
    {
        LabelImage labels = ClusterPlane(new MeanShiftOptions { Bandwidth = 8, UseSeeds = true }, Plane["keep"].Booleans());
        Assert.Equal(Plane["segmentation_seeds"].Integers(), labels.Labels.ToArray());
    }

    [Fact]
    public void Seeds_match_the_reference()
    {
        EmbeddingField field = GoldenCluster.Field(Plane, 16);
        EmbeddedPosition constant = OffsetSeeds.MeanOffset(field, ForegroundPixels.List(GoldenCluster.Foreground(Plane, field.Shape)));
        double[] expected = Plane["centering"].Doubles(), length = OffsetSeeds.OffsetLength(field, constant);
        Assert.Equal(expected[0], constant.X, 1e-12);
        Assert.Equal(expected[1], constant.Y, 1e-12);
        Assert.All(length.Zip(Plane["offset_magnitude"].Doubles()), p => Assert.Equal(p.Second, p.First, 1e-12));
        Assert.All(GaussianFilter.Smooth<double>(length, field.Shape, 2, Execution).Zip(Plane["offset_magnitude_smooth"].Doubles()), p => Assert.Equal(p.Second, p.First, 1e-12));
        GoldenCluster.AssertClose(GoldenCluster.Points(Plane["seeds_xy"]), [.. AsList(OffsetSeeds.Find(field, constant, Execution))], 1e-12);
    }

    [Fact]
    public void A_volume_matches_the_reference()
    {
        EmbeddingField field = GoldenCluster.Field(Volume, 10);
        ForegroundMask foreground = GoldenCluster.Foreground(Volume, field.Shape);
        bool[] keep = [.. Volume["rand_uniform"].Doubles().Select(v => v < 0.3)];
        LabelImage labels = new MeanShiftClusterer(new MeanShiftOptions { Bandwidth = 5 }).Cluster(field, foreground, GoldenCluster.Indices(keep), Execution);
        Assert.Equal(Volume["segmentation"].Integers(), labels.Labels.ToArray());
        EmbeddedPoints sample = GoldenCluster.Points(Volume["X"]).Select(GoldenCluster.Indices(keep));
        MeanShiftModes modes = FlatKernelMeanShift.FindModes(FlatKernelMeanShift.CreateGrid(sample, 5), 5, null, Execution);
        GoldenCluster.AssertClose(GoldenCluster.Points(Volume["cluster_centers"]), modes.Centres);
    }

    [Fact]
    public void Embedded_points_match_the_reference()
    {
        EmbeddingField field = GoldenCluster.Field(Plane, 16);
        EmbeddedPoints points = EmbeddedPoints.FromField(field, ForegroundPixels.List(GoldenCluster.Foreground(Plane, field.Shape)));
        GoldenCluster.AssertClose(GoldenCluster.Points(Plane["X"]), [.. AsList(points)], 1e-12);
    }

    private static LabelImage ClusterPlane(MeanShiftOptions options, bool[] keep)
    {
        EmbeddingField field = GoldenCluster.Field(Plane, 16);
        return new MeanShiftClusterer(options).Cluster(field, GoldenCluster.Foreground(Plane, field.Shape), GoldenCluster.Indices(keep), Execution);
    }

    private static IEnumerable<EmbeddedPosition> AsList(EmbeddedPoints points) => Enumerable.Range(0, points.Count).Select(i => points[i]);
}
