using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public sealed class ObjectTrainerTests
{
    [Fact]
    public async Task A_network_taught_on_some_scenes_finds_the_cells_of_another()
    {
        CellScene[] scenes = [.. Enumerable.Range(0, 4).Select(Scene)];
        ObjectNetwork network = ObjectTrainer.Train(
            [.. scenes.Select(s => Normalization.Normalize(s.Image))],
            [.. scenes.Select(s => new PseudoLabels(s.Truth.Labels.ToArray(), s.Truth.Shape))], workingDiameter: 24,
            new SelfTrainingOptions { Iterations = 120, BatchSize = 4, CropSize = 92, Features = 8, LearningRate = 6e-3 }, StageExecution.Default);
        // Borders are learned, too: nothing is to be refined but specks.
        CellSegmenter segmenter = new(SelfTrainingScenes.Untrained(rank: 2, channels: 1, diameter: 24).With(network), clusterer: new MeanShiftClusterer(new MeanShiftOptions { Bandwidth = 12 }), refiners: [new SizeFilter()]);
        SegmentationScore[] scores = [.. await Task.WhenAll(Enumerable.Range(10, 2).Select(async i =>
            SegmentationScorer.Score((await segmenter.SegmentAsync(Scene(i).Image)).Labels, Scene(i).Truth)))];
        SegmentationScore score = SegmentationScorer.Pool(scores);
        Assert.True(score is { F1: > 0.9, Seg: > 0.8 }, $"F1 is {score.F1:0.000}, SEG {score.Seg:0.000}.");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(13, 1)]
    public void Threads_do_not_change_a_bit(int depth, int channels)
    {
        float[] one = Train(1), many = Train(3);
        Assert.Equal(one, many);
        Assert.DoesNotContain(one, float.IsNaN);

        float[] Train(int threads) => SelfTrainingScenes.Quick(depth, channels, new StageExecution { MaxDegreeOfParallelism = threads }).Parameters.ToArray();
    }

    [Fact]
    public void A_network_is_trained_on()
    {
        (MicroscopyImage image, PseudoLabels labels) = (SelfTrainingScenes.Image(1), SelfTrainingScenes.Labels(1));
        ObjectNetwork first = Train(null), second = Train(first), other = Train(null);
        Assert.Equal((2, 4), (first.Metadata.Iterations, second.Metadata.Iterations));
        Assert.Equal(first.Parameters.ToArray(), other.Parameters.ToArray());
        Assert.NotEqual(first.Parameters.ToArray(), second.Parameters.ToArray());
        // Adam moves a weight by about the rate in a step.
        Assert.All(first.Parameters.ToArray().Zip(second.Parameters.ToArray()), p => Assert.InRange(p.Second - p.First, -3e-3, 3e-3));

        ObjectNetwork Train(ObjectNetwork? start) => ObjectTrainer.Train(
            [image], [labels], workingDiameter: 16,
            new SelfTrainingOptions { Iterations = 2, BatchSize = 2, CropSize = 92, Features = 4, LearningRate = 1e-3 }, StageExecution.Default, start);
    }

    [Fact]
    public void Unknown_pixels_matter()
    {
        ImageShape shape = SelfTrainingScenes.Labels(1).Shape;
        int[] labels = SelfTrainingScenes.Labels(1).Labels.ToArray();
        float[] plain = Train(new PseudoLabels(labels, shape));
        Assert.Equal(plain, Train(new PseudoLabels(labels, shape)));
        Assert.NotEqual(plain, Train(new PseudoLabels(Array.ConvertAll(labels, l => l == 0 ? PseudoLabels.Unknown : l), shape)));

        static float[] Train(PseudoLabels labels) => SelfTrainingScenes.Quick(1, 1, StageExecution.Default, labels).Parameters.ToArray();
    }

    [Fact]
    public void A_training_can_be_cancelled_and_tells_how_far_it_is()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SelfTrainingScenes.Quick(1, 1, new StageExecution { CancellationToken = stop.Token, Progress = new Sink<double>(_ => stop.Cancel()) }));
        var shares = new List<double>();
        SelfTrainingScenes.Quick(1, 1, new StageExecution { Progress = new Sink<double>(shares.Add) });
        Assert.Equal([0.5, 1], shares);
    }

    [Fact]
    public void Labels_without_an_object_are_named()
    {
        var empty = new PseudoLabels(new int[SelfTrainingScenes.Labels(1).Labels.Length], SelfTrainingScenes.Labels(1).Shape);
        TrainingException e = Assert.Throws<TrainingException>(() => SelfTrainingScenes.Quick(1, 1, StageExecution.Default, empty));
        Assert.Contains("No object", e.Message, StringComparison.Ordinal);
    }

    private static CellScene Scene(int seed) =>
        CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(160, 160), Cells = 16, DimShare = 0, Seed = (ulong)seed });
}
