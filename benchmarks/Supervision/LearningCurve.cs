using System.Diagnostics;
using Cellulus.Benchmarks.Quality;

namespace Cellulus.Benchmarks.Supervision;

/// <summary>Trains and scores the models of one set and seed: the start, then for each share with and without what it found.</summary>
/// <param name="teachers">Models trained without labels.</param>
/// <param name="results">Takes what is finished.</param>
/// <param name="models">Folder that takes the models.</param>
/// <param name="steps">Optimizer steps asked for.</param>
/// <param name="kinds">What to train on.</param>
/// <param name="threads">Threads to use at once.</param>
internal sealed class LearningCurve(ModelStore teachers, ResultLog results, string models, StepCounts steps, IReadOnlyList<Training> kinds, int threads)
{
    public async Task RunAsync(DataSet set, ulong seed, IReadOnlyList<double> shares, CancellationToken cancellationToken)
    {
        (double Share, Training Training)[] missing =
        [
            .. shares.SelectMany(share => kinds.Select(training => (share, training)))
                // Without annotations there is nothing to learn from but predictions.
                .Where(c => c.share > 0 || c.training == Training.WithPseudo)
                .Where(c => !results.Has((set.Name, seed, c.training, c.share, steps.Of(c.training)))),
        ];
        bool hasStart = results.Has((set.Name, seed, Training.Unsupervised, 0, null));
        if (missing.Length == 0 && hasStart)
            return;
        TestImage[] test = [.. set.Test.Select(set.ReadTest)], train = [.. set.Train.Select(set.ReadTest)];
        EmbeddingModel learned = (await teachers.GetAsync(set, seed, cancellationToken)).Model;
        var start = new CellSegmenter(learned);
        if (!hasStart)
            results.Add(await ScoreAsync(start, test, new Figure(set, seed, Training.Unsupervised, 0, null, 0), null, 0, cancellationToken));

        Segmentation[]? predictions = null;
        MicroscopyImage[] images = [.. train.Select(t => t.Image)];
        var draw = new AnnotationDraw([.. train.Select(t => t.Truth)], seed);
        foreach ((double share, Training training) in missing)
        {
            StatusLine.Tell(Text.Of($"{set.Name}, seed {seed}: {training} of {share:0.#} %"));
            bool goesOn = training != Training.Annotations;
            if (goesOn)
                predictions ??= await PredictAsync(start, train, cancellationToken);
            SupervisedImage[] known = training == Training.Suggested ? draw.Correct(images, predictions!, share) : draw.Annotate(images, share);
            if (goesOn)
                known = [.. known.Zip(predictions!, (image, found) => image with { Predictions = found.Labels })];
            var options = new SupervisedTrainingOptions
            {
                Start = goesOn ? learned : null, Iterations = steps.Of(training), Seed = seed, MaxDegreeOfParallelism = threads,
            };
            if (training != Training.Suggested)
                options = options with { BackgroundReach = 0 }; // The person has told the background that is near.
            long began = Stopwatch.GetTimestamp();
            StarConvexModel model = await new StarConvexTrainer().TrainAsync(known, options, new Status(set.Name, seed, training, share), cancellationToken);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            model.Save(Path.Combine(models, Text.Of($"{set.Name}-{seed}-{training}-{share:0.##}.safetensors")));
            var figure = new Figure(set, seed, training, share, options.Iterations, draw.CountAt(share));
            results.Add(await ScoreAsync(new CellSegmenter(model), test, figure, model, seconds, cancellationToken));
        }
    }

    private async Task<Segmentation[]> PredictAsync(CellSegmenter segmenter, TestImage[] images, CancellationToken cancellationToken)
    {
        var found = new Segmentation[images.Length];
        for (int i = 0; i < images.Length; i++)
            found[i] = await SegmentAsync(segmenter, images[i], cancellationToken);
        return found;
    }

    private Task<Segmentation> SegmentAsync(CellSegmenter segmenter, TestImage image, CancellationToken cancellationToken) =>
        segmenter.SegmentAsync(image.Image, new SegmentationOptions { MaxDegreeOfParallelism = threads }, cancellationToken: cancellationToken);

    private async Task<Cell> ScoreAsync(
        CellSegmenter segmenter, TestImage[] images, Figure figure, StarConvexModel? model, double trainingSeconds, CancellationToken cancellationToken)
    {
        var scores = new List<SegmentationScore>();
        var seconds = new List<double>();
        foreach (TestImage image in images)
        {
            long began = Stopwatch.GetTimestamp();
            Segmentation found = await SegmentAsync(segmenter, image, cancellationToken);
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            scores.Add(SegmentationScorer.Score(found.Labels, image.Truth, figure.Set.Scoring));
        }
        SegmentationScore pooled = SegmentationScorer.Pool(scores);
        return new Cell
        {
            Set = figure.Set.Name, Seed = figure.Seed, Training = figure.Training, Share = figure.Share, Objects = figure.Objects,
            Steps = model?.Iterations ?? 0, AskedSteps = figure.AskedSteps,
            F1 = pooled.F1, Seg = pooled.Seg, Precision = pooled.Precision, Recall = pooled.Recall,
            TrainingSeconds = trainingSeconds, SecondsPerImage = seconds.Order().ElementAt(seconds.Count / 2),
            Probability = model?.ProbabilityThreshold ?? 0, Overlap = model?.OverlapThreshold ?? 0, Threads = threads,
        };
    }

    private sealed record Figure(DataSet Set, ulong Seed, Training Training, double Share, int? AskedSteps, int Objects);

    private sealed class Status(string set, ulong seed, Training training, double share) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => StatusLine.Tell(Text.Of(
            $"{set}, seed {seed}: {training} of {share:0.#} %, step {value.Iteration} of {value.Iterations}, loss {value.Loss:f3}, {value.Remaining:hh\\:mm\\:ss} left"));
    }
}
