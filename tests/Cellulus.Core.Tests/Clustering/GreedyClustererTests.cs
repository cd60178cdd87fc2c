using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests;

public class GreedyClustererTests
{
    [Theory, InlineData("cluster2d.npz", 8, 20), InlineData("cluster3d.npz", 5, 10)]
    public void Objects_are_those_of_the_reference(string file, double bandwidth, int minSize)
    {
        NpzFile golden = NpzFile.Open(file);
        EmbeddingField field = GoldenCluster.Field(golden, 2 * bandwidth);
        var clusterer = new GreedyClusterer(new GreedyOptions { Bandwidth = bandwidth, MinObjectSize = minSize });
        LabelImage labels = clusterer.Cluster(field, GoldenCluster.Foreground(golden, field.Shape), StageExecution.Default);
        Assert.Equal(golden["segmentation_greedy"].Integers(), labels.Labels.ToArray());
    }

    [Fact]
    public void Whole_image_passes_give_the_same_objects()
    {
        (EmbeddingField field, ForegroundMask foreground) = SyntheticField.Create(new ImageShape(96, 112), 24, scatter: 3, seed: 5);
        var options = new GreedyOptions { Bandwidth = 5, MinObjectSize = 12, SeedThreshold = 0.3 };
        LabelImage labels = new GreedyClusterer(options).Cluster(field, foreground, StageExecution.Default);
        Assert.Equal(Naive(field, foreground, options), labels.Labels.ToArray());
        Assert.True(labels.MaxLabel > 5);
    }

    [Fact]
    public void No_foreground_gives_no_labels()
    {
        (EmbeddingField field, _) = SyntheticField.Create(new ImageShape(20, 20), 3, scatter: 1, seed: 1);
        Assert.Equal(0, new GreedyClusterer().Cluster(field, new ForegroundMask(new bool[400], field.Shape), StageExecution.Default).MaxLabel);
    }

    private static int[] Naive(EmbeddingField field, ForegroundMask foreground, GreedyOptions options)
    {
        int[] pixels = ForegroundPixels.List(foreground);
        EmbeddedPoints points = EmbeddedPoints.FromField(field, pixels);
        float low = field.Uncertainty.ToArray().Min(), high = field.Uncertainty.ToArray().Max();
        double[] scores = [.. pixels.Select(p => 1 - ((double)field.Uncertainty[p] - low) / ((double)high - low))];
        var labels = new int[field.Uncertainty.Length];
        var isFree = pixels.Select(_ => true).ToArray();
        for (int count = 0; isFree.Contains(true);)
        {
            int seed = Enumerable.Range(0, pixels.Length).MaxBy(i => isFree[i] ? scores[i] : -1);
            if (scores[seed] < options.SeedThreshold)
                break;
            isFree[seed] = false;
            double twice = 2 * options.Bandwidth!.Value * options.Bandwidth.Value;
            int[] proposal = [.. Enumerable.Range(0, pixels.Length).Where(i => Math.Exp(-points[i].SquaredDistanceTo(points[seed]) / twice) > 0.5)];
            if (proposal.Length > options.MinObjectSize && proposal.Count(i => isFree[i]) > 0.5 * proposal.Length)
            {
                count++;
                foreach (int i in proposal)
                    labels[pixels[i]] = count;
            }
            foreach (int i in proposal)
                isFree[i] = false;
        }
        LabelNumbering.CloseGaps(labels);
        return labels;
    }
}
