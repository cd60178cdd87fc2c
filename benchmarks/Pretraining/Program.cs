using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Cellulus;
using Cellulus.Imaging;
using Cellulus.Pretraining;
using Cellulus.Scenes;
using MathNet.Numerics.Statistics;

// Teaches a network by drawn scenes alone, and shows such scenes. No real image is read.
var root = new RootCommand("Trains the bundled model on drawn scenes.");
var output = new Option<DirectoryInfo>("--output") { Required = true, Description = "Folder of the checkpoint and the model." };
var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 20000, Description = "Steps to have finished at the end." };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount };
var volumes = new Option<bool>("--volumes") { Description = "The model of volumes instead of that of planes." };
var train = new Command("train", "Trains, or goes on from the checkpoint in the folder.") { output, steps, threads, volumes };
train.SetAction((result, cancellation) => Task.Run(
    () =>
    {
        string folder = result.GetRequiredValue(output).FullName;
        Directory.CreateDirectory(folder);
        var run = new PretrainingRun(result.GetValue(volumes) ? PretrainingPlan.Volumes : PretrainingPlan.Planes, Path.Combine(folder, "checkpoint.safetensors"));
        var execution = new StageExecution { MaxDegreeOfParallelism = result.GetValue(threads), CancellationToken = cancellation };
        run.Run(result.GetValue(steps), every: 100, execution, (done, loss, seconds) =>
        {
            run.Export(Path.Combine(folder, "model.safetensors"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} step {done}, loss {loss:0.0000}, {seconds:0.000} s a step"));
        });
    },
    cancellation));

var file = new Option<FileInfo>("--file") { Required = true, Description = "PNG to write." };
var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 7 };
var side = new Option<int>("--side") { DefaultValueFactory = _ => 124 };
var diameter = new Option<double>("--diameter") { DefaultValueFactory = _ => 12 };
var count = new Option<int>("--scenes") { DefaultValueFactory = _ => 64 };
var sheet = new Command("sheet", "Draws a contact sheet of scenes with the outlines of their objects.") { file, seed, side, diameter, count };
sheet.SetAction(result =>
{
    int extent = result.GetValue(side);
    var generator = new SceneGenerator(new SceneOptions { Shape = new ImageShape(1, extent, extent), Diameter = result.GetValue(diameter) });
    ContactSheet.Of(generator, result.GetValue(seed), result.GetValue(count)).Save(result.GetRequiredValue(file).FullName);
});

var model = new Option<FileInfo>("--model") { Required = true };
var sets = new Argument<string[]>("sets") { Description = "Folders that hold images and labels." };
var most = new Option<int>("--most") { DefaultValueFactory = _ => 12, Description = "Images of each set." };
var score = new Command("score", "Scores a model at the true median diameter of each set.") { model, sets, most, threads };
score.SetAction(result =>
{
    var evaluation = new Evaluation(StarConvexModel.Load(result.GetRequiredValue(model).FullName), new StageExecution { MaxDegreeOfParallelism = result.GetValue(threads) });
    foreach (string set in result.GetRequiredValue(sets))
    {
        var images = Evaluation.Read(set, result.GetValue(most));
        double diameter = Evaluation.Diameter(images.Select(i => i.Truth));
        SegmentationScore at = evaluation.Score(images, _ => diameter, set.Contains("cornea", StringComparison.Ordinal) ? 6 : 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(set)),-24} d {diameter,5:0.0}  F1 {at.F1:0.000} (P {at.Precision:0.00} R {at.Recall:0.00})  SEG {at.Seg:0.000}  F1@.7 {at.At(0.7).F1:0.00} @.9 {at.At(0.9).F1:0.00}"));
    }
});
var scales = new Command("scales", "What a model finds at a grid of diameters.") { model, sets, most, threads };
scales.SetAction(result =>
{
    var evaluation = new Evaluation(StarConvexModel.Load(result.GetRequiredValue(model).FullName), new StageExecution { MaxDegreeOfParallelism = result.GetValue(threads) });
    foreach (string set in result.GetRequiredValue(sets))
    {
        var images = Evaluation.Read(set, result.GetValue(most));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(set)} true {Evaluation.Diameter(images.Select(i => i.Truth)):0.0}"));
        var search = new ScaleSearch(StarConvexModel.Load(result.GetRequiredValue(model).FullName));
        foreach ((MicroscopyImage image, LabelImage truth) in images)
        {
            Stopwatch clock = Stopwatch.StartNew();
            IReadOnlyList<ScaleLook> looks = search.Looks(Normalization.Normalize(image), new StageExecution { MaxDegreeOfParallelism = result.GetValue(threads) });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $" true {Evaluation.Diameter([truth]):0.0}, {clock.Elapsed.TotalSeconds:0.00} s, n {truth.MaxLabel}: ")
                + string.Join("  ", looks.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Assumed:0}:{l.Objects}/{l.Confidence:.00}/{l.Found:0}"))));
        }
    }
});
var trainCount = new Option<int>("--images") { DefaultValueFactory = _ => 12, Description = "Images to adapt to." };
var adaptSteps = new Option<int>("--steps") { DefaultValueFactory = _ => 400, Description = "Optimizer steps a round." };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 1 };
var rate = new Option<double>("--rate") { DefaultValueFactory = _ => 1e-3 };
var adapt = new Command("adapt", "Adapts a model to the images of a set by what it finds in them, and scores it before and after.") { model, sets, most, threads, trainCount, adaptSteps, rounds, rate };
adapt.SetAction(async (result, cancellation) =>
{
    var execution = new StageExecution { MaxDegreeOfParallelism = result.GetValue(threads), CancellationToken = cancellation };
    StarConvexModel start = StarConvexModel.Load(result.GetRequiredValue(model).FullName);
    foreach (string set in result.GetRequiredValue(sets))
    {
        int border = set.Contains("cornea", StringComparison.Ordinal) ? 6 : 0;
        var scored = Evaluation.Read(set, result.GetValue(most));
        MicroscopyImage[] images = [.. Evaluation.Read(set, result.GetValue(trainCount)).Select(i => i.Image)];
        var search = new ScaleSearch(start);
        double diameter = images.Select(i => search.Find(Normalization.Normalize(i), execution) ?? double.NaN).Where(double.IsFinite).Median();
        Show("before", new Evaluation(start, execution).Score(scored, _ => diameter, border));
        Stopwatch clock = Stopwatch.StartNew();
        StarConvexModel adapted = start;
        for (int round = 0; round < result.GetValue(rounds); round++)
        {
            var evaluation = new Evaluation(adapted, execution);
            SupervisedImage[] predicted = [.. images.Select(i => new SupervisedImage(i) { Predictions = evaluation.Detect(i, diameter).Labels })];
            adapted = await new StarConvexTrainer().TrainAsync(predicted, new SupervisedTrainingOptions
            {
                GoOnFrom = adapted, ObjectDiameter = diameter, Iterations = result.GetValue(adaptSteps), LearningRate = result.GetValue(rate),
                MaxDegreeOfParallelism = execution.MaxDegreeOfParallelism,
            }, null, cancellation);
            Show(string.Create(CultureInfo.InvariantCulture, $"after {clock.Elapsed.TotalSeconds:0} s"), new Evaluation(adapted, execution).Score(scored, _ => diameter, border));
        }

        void Show(string when, SegmentationScore at) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(set)),-24} d {diameter,5:0.0} {when,-14} F1 {at.F1:0.000} (P {at.Precision:0.00} R {at.Recall:0.00})  SEG {at.Seg:0.000}  F1@.7 {at.At(0.7).F1:0.00} @.9 {at.At(0.9).F1:0.00}"));
    }
});
var nothing = new Command("zero-shot", "Scores a model with nothing given, with and without the test of evidence.") { model, sets, most, threads };
nothing.SetAction(async (result, cancellation) =>
{
    var segmenter = new CellSegmenter(new PretrainedModel(StarConvexModel.Load(result.GetRequiredValue(model).FullName)));
    foreach (string set in result.GetRequiredValue(sets))
    {
        var images = Evaluation.Read(set, result.GetValue(most));
        var scoring = new ScoringOptions { MinSize = 10, IgnoredBorder = set.Contains("cornea", StringComparison.Ordinal) ? 6 : 0 };
        foreach (EvidenceFilterOptions? evidence in new[] { null, new EvidenceFilterOptions() })
        {
            var found = new List<(SegmentationScore Score, double Diameter, double Truth, double Seconds)>();
            foreach ((MicroscopyImage image, LabelImage truth) in images)
            {
                Stopwatch clock = Stopwatch.StartNew();
                Segmentation cells = await segmenter.SegmentAsync(
                    image, new SegmentationOptions { Evidence = evidence, MaxDegreeOfParallelism = result.GetValue(threads) }, cancellationToken: cancellation);
                found.Add((SegmentationScorer.Score(cells.Labels, truth, scoring), cells.Parameters.ObjectDiameter, Evaluation.Diameter([truth]), clock.Elapsed.TotalSeconds));
            }
            SegmentationScore at = SegmentationScorer.Pool(found.Select(f => f.Score));
            double[] ratios = [.. found.Select(f => f.Diameter / f.Truth).Where(double.IsFinite)];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(set)),-24} {(evidence is null ? "all" : "evidence"),-8} F1 {at.F1:0.000} (P {at.Precision:0.00} R {at.Recall:0.00})  SEG {at.Seg:0.000}  F1@.7 {at.At(0.7).F1:0.00} @.9 {at.At(0.9).F1:0.00}  scale {(ratios.Length == 0 ? 0 : ratios.Median()):0.00}, {ratios.Count(r => Math.Abs(r - 1) > 0.3)} of {ratios.Length} off  {found.Select(f => f.Seconds).Median():0.00} s  found {at.TruePositives + at.FalsePositives}"));
        }
    }
});
root.Add(nothing);
root.Add(adapt);
root.Add(score);
root.Add(scales);
root.Add(train);
root.Add(sheet);
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
