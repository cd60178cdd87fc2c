using System.Diagnostics;

namespace Cellulus.Benchmarks.Quality;

/// <summary>Trains, segments and scores one data set.</summary>
/// <param name="models">Where models come from.</param>
/// <param name="variants">What to compare besides the default.</param>
/// <param name="seeds">How many trainings.</param>
/// <param name="isQuick">Leave out what only completes the picture.</param>
/// <param name="threads">Threads to use at once.</param>
/// <param name="overlays">Draws the worst images of the first run.</param>
internal sealed class SetEvaluation(
    ModelStore models, IReadOnlyList<Variant> variants, int seeds, bool isQuick, int threads, WorstImages overlays)
{
    public async Task<SetResult> RunAsync(DataSet set, CancellationToken cancellationToken)
    {
        TestImage[] images = [.. set.Test.Select(set.ReadTest)];
        var execution = new StageExecution { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        StatusLine.Tell($"{set.Name}: classical method");
        BaselineResult baseline = BaselineEvaluation.Run(set, images, isQuick, execution);
        var runs = new List<RunResult>();
        for (ulong seed = 0; seed < (ulong)seeds; seed++)
            runs.Add(await RunAsync(set, images, seed, cancellationToken));
        return new SetResult
        {
            Name = set.Name,
            TrainingImages = set.Train.Count,
            TestImages = images.Length,
            MinTrueSize = set.MinTrueSize,
            TrueDiameter = TrueDiameter.Median(images, set.MinTrueSize),
            Baseline = baseline,
            SecondExpert = set.HasSecondExpert ? Figures.Of(images.Select(i => SegmentationScorer.Score(i.SecondTruth!, i.Truth, set.Scoring))) : null,
            Runs = runs,
        };
    }

    private async Task<RunResult> RunAsync(DataSet set, TestImage[] images, ulong seed, CancellationToken cancellationToken)
    {
        TrainedModel trained = await models.GetAsync(set, seed, cancellationToken);
        var found = new List<ImageResult>();
        var unfiltered = new List<JudgedObject[]>();
        Variant[] suitable = [.. variants.Where(v => v.Suits(trained.Model.Description))];
        EmbeddingModel withoutObjects = trained.Model.WithoutObjects();
        var scores = suitable.ToDictionary(v => v.Name, _ => new List<SegmentationScore>());
        for (int i = 0; i < images.Length; i++)
        {
            StatusLine.Tell($"{set.Name}, seed {seed}: image {i + 1} of {images.Length}");
            EmbeddingCache cache = new(trained.Model), cacheWithoutObjects = new(withoutObjects);
            found.Add(await SegmentAsync(set, images[i], cache, cancellationToken));
            unfiltered.Add(JudgedObject.Judge(await SegmentAsync(VariantList.Unfiltered, cache, images[i], cancellationToken), images[i].Truth));
            foreach (Variant variant in suitable)
            {
                Segmentation segmentation = await SegmentAsync(variant, variant.IsWithoutObjects ? cacheWithoutObjects : cache, images[i], cancellationToken);
                scores[variant.Name].Add(SegmentationScorer.Score(segmentation.Labels, images[i].Truth, set.Scoring));
            }
        }
        if (seed == 0)
            overlays.Draw(set, found);
        return Summarize(seed, trained, found, unfiltered, scores);
    }

    private async Task<ImageResult> SegmentAsync(DataSet set, TestImage image, IRegionEmbeddingModel model, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        Segmentation segmentation = await SegmentAsync(VariantList.Default, model, image, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new ImageResult(
            image, segmentation.Labels, SegmentationScorer.Score(segmentation.Labels, image.Truth, set.Scoring),
            image.SecondTruth is { } second ? SegmentationScorer.Score(segmentation.Labels, second, set.Scoring) : null,
            seconds, JudgedObject.Judge(segmentation, image.Truth));
    }

    private Task<Segmentation> SegmentAsync(Variant variant, IRegionEmbeddingModel model, TestImage image, CancellationToken cancellationToken) =>
        variant.Build(model).SegmentAsync(
            image.Image, variant.Options with { MaxDegreeOfParallelism = threads }, cancellationToken: cancellationToken);

    private static RunResult Summarize(
        ulong seed, TrainedModel trained, List<ImageResult> found, List<JudgedObject[]> unfiltered, Dictionary<string, List<SegmentationScore>> scores)
    {
        var figures = new Dictionary<string, Figures> { [VariantList.Default.Name] = Figures.Of(found.Select(f => f.Score)) };
        foreach ((string variant, List<SegmentationScore> images) in scores)
            figures.Add(variant, Figures.Of(images));
        return new RunResult
        {
            Seed = seed,
            Iterations = trained.Model.Iterations,
            TrainingSeconds = trained.Seconds,
            SecondsPerImage = found.Select(f => f.Seconds).Order().ElementAt(found.Count / 2),
            MeasuredDiameter = trained.Model.Description.ObjectDiameter,
            RankingOfFound = ConfidenceRanking.Of(unfiltered),
            RankingOfKept = ConfidenceRanking.Of([.. found.Select(f => f.Objects)]),
            Variants = figures,
            AgainstSecondExpert = found[0].SecondScore is null ? null : Figures.Of(found.Select(f => f.SecondScore!)),
            Images = found.ToDictionary(f => f.Image.Stem, f => Figures.Of(f.Score)),
        };
    }
}
