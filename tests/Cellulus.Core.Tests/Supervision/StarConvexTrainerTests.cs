using Cellulus.Engine;
using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public sealed class StarConvexTrainerTests
{
    // From a few drawn cells and imperfect predictions to cells of another scene, through the file.
    [Fact]
    public async Task A_model_taught_on_some_scenes_finds_the_cells_of_another()
    {
        SupervisedImage[] images =
        [
            .. Enumerable.Range(0, 4).Select(i => new SupervisedImage(SupervisionScenes.Cells(i).Image)
            {
                Annotations = Only(SupervisionScenes.Cells(i).Truth, l => l <= 3),
                Predictions = Only(SupervisionScenes.Cells(i).Truth, l => l % 5 != 0),
            }),
        ];
        StarConvexModel model = await new StarConvexTrainer().TrainAsync(
            images, new SupervisedTrainingOptions { Iterations = 260, BatchSize = 4, CropSize = 92, Features = 8 });
        using var folder = new TemporaryFolder();
        model.Save(folder.PathOf("model.safetensors"));
        CellSegmenter segmenter = new(StarConvexModel.Load(folder.PathOf("model.safetensors")));
        var scores = new List<SegmentationScore>();
        for (int i = 10; i < 12; i++)
            scores.Add(SegmentationScorer.Score((await segmenter.SegmentAsync(SupervisionScenes.Cells(i).Image)).Labels, SupervisionScenes.Cells(i).Truth));
        SegmentationScore score = SegmentationScorer.Pool(scores);
        Assert.True(score is { F1: > 0.85, Seg: > 0.6 }, $"F1 is {score.F1:0.000}, SEG {score.Seg:0.000}, thresholds {model.ProbabilityThreshold} and {model.OverlapThreshold}.");
        // Twelve drawn cells tell how faint one may be.
        Assert.InRange(model.LeastContrast, 0.1, 0.5);
        // Confidence is scaled by what was found in training.
        var known = new List<double>();
        foreach (SupervisedImage image in images)
            known.AddRange((await new CellSegmenter(model).SegmentAsync(image.Image)).Objects.Select(o => o.Confidence));
        Assert.InRange(known.Order().ElementAt(known.Count / 2), 0.75, 0.85);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(13, 1)]
    public async Task Threads_do_not_change_a_bit(int depth, int channels)
    {
        SupervisedImage image = SupervisionScenes.Annotated(depth, channels);
        image = image with { Predictions = image.Annotations };
        StarConvexModel one = await Train(1), many = await Train(3);
        Assert.Equal(one.Parameters, many.Parameters);
        Assert.Equal(one.Metadata, many.Metadata);
        Assert.DoesNotContain(one.Parameters.ToArray(), float.IsNaN);

        Task<StarConvexModel> Train(int threads) => new StarConvexTrainer().TrainAsync([image], SupervisionScenes.Quick(depth, threads));
    }

    [Fact]
    public async Task Alpha_weighs_the_two_data_sets_and_matters_only_where_there_are_both()
    {
        SupervisedImage drawn = SupervisionScenes.Annotated(1), both = drawn with { Predictions = drawn.Annotations };
        Assert.NotEqual(await Train(both, 0.5), await Train(both, 0.2));
        Assert.Equal(await Train(drawn, 0.5), await Train(drawn, 0.2));

        static async Task<float[]> Train(SupervisedImage image, double alpha) =>
            (await new StarConvexTrainer().TrainAsync([image], SupervisionScenes.Quick(1) with { Alpha = alpha })).Parameters.ToArray();
    }

    // One step that changes nothing: what was learned without annotations is there already.
    [Fact]
    public async Task A_training_goes_on_from_what_a_model_has_learned_without_annotations()
    {
        EmbeddingModel start = SelfTrainingScenes.Model(1);
        SupervisedTrainingOptions options = SupervisionScenes.Quick(1) with { Iterations = 1, LearningRate = 1e-9, Start = start, ObjectDiameter = null, Features = 9 };
        StarConvexModel model = await new StarConvexTrainer().TrainAsync([SupervisionScenes.Annotated(1)], options);
        ConvolutionLayer first = model.Layout.Layers[0], learned = start.Objects!.Network.Layout.Layers[0];
        Assert.Equal(UNetParameters.GetWeight(learned, start.Objects.Parameters), UNetParameters.GetWeight(first, model.Parameters), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal((start.Description.ObjectDiameter, start.Description.WorkingDiameter), (model.Description.ObjectDiameter, model.Description.WorkingDiameter));
    }

    [Fact]
    public async Task Steps_are_smaller_where_something_was_learned_before_and_little_is_new()
    {
        SupervisedTrainingOptions options = SupervisionScenes.Quick(1) with { Iterations = 3 }, on = options with { Start = SelfTrainingScenes.Model(1), ObjectDiameter = null };
        double[] random = await Rates(options), few = await Rates(on with { HeldOutShare = 0 }), many = await Rates(on with { HeldOutShare = 0.5 }, times: 4);
        Assert.Equal(3, random.Length);
        Assert.Equal(random, many);
        Assert.Equal(random.Select(r => r / 2), few, (a, b) => Math.Abs(a - b) < 1e-12);

        static async Task<double[]> Rates(SupervisedTrainingOptions options, int times = 1)
        {
            var rates = new List<double>();
            await new StarConvexTrainer().TrainAsync(
                [.. Enumerable.Repeat(SupervisionScenes.Annotated(1), times)], options, new Sink<TrainingProgress>(p => rates.Add(p.LearningRate)));
            return [.. rates];
        }
    }

    [Fact]
    public async Task A_training_can_be_cancelled_and_tells_how_far_it_is()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new StarConvexTrainer().TrainAsync(
            [SupervisionScenes.Annotated(1)], SupervisionScenes.Quick(1), new Sink<TrainingProgress>(_ => stop.Cancel()), stop.Token));
        var steps = new List<(int, int)>();
        ISupervisedTrainer trainer = new StarConvexTrainer();
        IInstanceDetector detector = await trainer.TrainAsync([SupervisionScenes.Annotated(1)], SupervisionScenes.Quick(1), new Sink<TrainingProgress>(p => steps.Add((p.Iteration, p.Iterations))));
        Assert.Equal([(1, 2), (2, 2)], steps);
        Assert.Equal(16, detector.Description.ObjectDiameter);
    }

    [Fact]
    public void Options_out_of_range_are_refused_when_they_are_set()
    {
        Refused(() => new SupervisedTrainingOptions { ObjectDiameter = 0.5 });
        Refused(() => new SupervisedTrainingOptions { Iterations = 0 });
        Refused(() => new SupervisedTrainingOptions { Alpha = 1.1 });
        Refused(() => new SupervisedTrainingOptions { BackgroundReach = -1 });
        Refused(() => new SupervisedTrainingOptions { HeldOutShare = 0.6 });
        Refused(() => new SupervisedTrainingOptions { Rays = 7 });
        Refused(() => new SupervisedTrainingOptions { CropSize = 46 });
        Refused(() => new SupervisedTrainingOptions { BatchSize = 0 });
        Refused(() => new SupervisedTrainingOptions { Features = 0 });
        Refused(() => new SupervisedTrainingOptions { LearningRate = 0 });
        Refused(() => new SupervisedTrainingOptions { WeightDecay = 1 });
        Refused(() => new SupervisedTrainingOptions { MaxDegreeOfParallelism = 0 });

        static void Refused(Func<object> create) => Assert.Throws<ArgumentOutOfRangeException>("value", create);
    }

    private static LabelImage Only(LabelImage truth, Func<int, bool> keep) =>
        LabelImage.FromLabels(Array.ConvertAll(truth.Labels.ToArray(), l => l > 0 && keep(l) ? l : 0), truth.Shape);
}
