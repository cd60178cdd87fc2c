using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cellulus.Cli.Files;
using Cellulus.Cli.Input;
using Cellulus.Cli.Options;
using Cellulus.Cli.Output;
using Cellulus.Imaging;

namespace Cellulus.Cli.Commands;

/// <summary><c>cellulus train-supervised</c>: a model from annotations, predictions, or both.</summary>
internal sealed class TrainSupervisedCommand
{
    private readonly Option<string[]> _images = SharedOptions.Images();
    private readonly ReadingArguments _reading = new();
    private readonly Option<ChannelChoice> _channels = SharedOptions.Channels();
    private readonly Option<string?> _annotations = new("--annotations")
    {
        Description = "Folder of label images, masks or ROIs of ImageJ (TIFF, PNG, .roi, .zip) with the names of the images, in which some objects are drawn. Elsewhere nothing is known.", HelpName = "DIR",
    };
    private readonly Option<string?> _background = new("--background")
    {
        Description = "Folder of masks or ROIs with the names of the images: where they are drawn there is no object.", HelpName = "DIR",
    };
    private readonly Option<string?> _pseudo = new("--pseudo")
    {
        Description = "What takes the place of annotations elsewhere: a model, which segments the images first, or a folder of label images.", HelpName = "MODEL|DIR",
    };
    private readonly Option<string?> _start = new("--start")
    {
        Description = "Model trained without annotations to go on from. Default: that of --pseudo, or none.", HelpName = "MODEL",
    };
    private readonly Option<string> _output = new("--output") { Description = "Model file to write (safetensors).", HelpName = "MODEL", Required = true };
    private readonly SupervisedArguments _training = new();
    private readonly Option<bool> _overwrite = SharedOptions.Overwrite("Replace a file that is no model. Inputs are never replaced.");
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create()
    {
        var definition = new TrainSupervisedCommand();
        var command = new Command("train-supervised", "Trains a model on a few annotations and on what a model without annotations has found.")
        {
            definition._images, definition._channels, definition._annotations, definition._background, definition._pseudo, definition._start, definition._output,
        };
        definition._reading.AddTo(command);
        definition._training.AddTo(command);
        command.Add(definition._overwrite);
        command.Add(definition._json);
        command.Validators.Add(result =>
        {
            if (result.GetResult(definition._annotations) is null && result.GetResult(definition._pseudo) is null)
                result.AddError("Give --annotations, --pseudo or both.");
        });
        command.SetAction(definition.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string output = parsed.GetRequiredValue(_output);
        SupervisedTrainingOptions options = _training.Read(parsed);
        LabelFolder? annotations = Drawn(parsed, _annotations), background = Drawn(parsed, _background);
        string? pseudo = parsed.GetValue(_pseudo);
        StarConvexModel? pupil = File.Exists(pseudo) && StarConvexModel.IsModelFile(pseudo) ? StarConvexModel.Load(pseudo) : null;
        EmbeddingModel? found = File.Exists(pseudo) && pupil is null ? EmbeddingModel.Load(pseudo) : null;
        // All that looks like a cell is taught, faint or not: dim cells among it would be unlearned.
        CellSegmenter? teacher = pupil is not null ? new CellSegmenter(pupil, refiners: []) : found is not null ? new CellSegmenter(found) : null;
        options = options with { Start = parsed.GetValue(_start) is { } start ? EmbeddingModel.Load(start) : found };
        LabelFolder? predictions = pseudo is not null && teacher is null ? LabelFolder.OfPredictions(pseudo) : null;

        var images = new List<MicroscopyImage>();
        ChannelChoice channels = parsed.GetRequiredValue(_channels);
        ImageSet set = ImageSet.Open(parsed.GetRequiredValue(_images), channels, _reading.Read(parsed), ImageVisit.Of(images), inspect: null, cancellationToken);
        foreach (LabelFolder? folder in new[] { annotations, background, predictions })
            folder?.CheckAllBelong(set);
        SupervisedImage[] known =
        [
            .. images.Select((image, i) => Known(image, Read(annotations, i), Read(background, i)) with { Predictions = Read(predictions, i)?.Objects }),
        ];
        LabelFolder[] folders = [.. new[] { annotations, background, predictions }.OfType<LabelFolder>()];
        string[] models = [.. new[] { teacher is null ? null : pseudo, parsed.GetValue(_start) }.OfType<string>()];
        ModelPlace.Prepare(
            output,
            [.. set.Entries.Select(e => CommandInput.Image(e.Path)), .. folders.SelectMany(f => f.Files).Select(CommandInput.Labels), .. models.Select(CommandInput.Model)],
            hasCheckpoint: false, resume: false, parsed.GetValue(_overwrite));
        if (teacher is not null)
            known = await PredictAsync(teacher, known, options.MaxDegreeOfParallelism, cancellationToken).ConfigureAwait(false);

        long began = Stopwatch.GetTimestamp();
        TrainingProgress? last = null;
        StarConvexModel model = await ProgressDisplay.RunAsync("Training", async display =>
        {
            StarConvexModel trained = await new StarConvexTrainer().TrainAsync(
                known,
                options,
                new ActionProgress<TrainingProgress>(p =>
                {
                    last = p;
                    display.Report(new ProgressState(p.Fraction, p.ToString(), p.Warning));
                }),
                cancellationToken).ConfigureAwait(false);
            display.Report(new ProgressState(1, Counted.Of(trained.Iterations, "step")));
            return trained;
        }).ConfigureAwait(false);
        TimeSpan duration = Stopwatch.GetElapsedTime(began);
        model.Save(output);

        int drawn = known.Sum(i => i.Annotations is { } a ? a.Labels.ToArray().Where(l => l > 0).Distinct().Count() : 0);
        var result = new JsonObject
        {
            ["iterations"] = model.Iterations,
            ["loss"] = last?.Loss,
            ["seconds"] = duration.TotalSeconds,
            ["secondsPerIteration"] = last?.SecondsPerIteration,
            ["objectDiameter"] = model.Description.ObjectDiameter,
            ["workingDiameter"] = model.Description.WorkingDiameter,
            ["annotatedObjects"] = drawn,
            ["annotatedImages"] = known.Count(i => i.Annotations is not null),
            ["predictedImages"] = known.Count(i => i.Predictions is not null),
            ["alpha"] = options.Alpha,
            ["backgroundReach"] = options.BackgroundReach,
            ["features"] = model.Features,
            ["rays"] = model.Rays,
            ["probabilityThreshold"] = model.ProbabilityThreshold,
            ["overlapThreshold"] = model.OverlapThreshold,
            ["leastContrast"] = model.LeastContrast,
            ["threads"] = options.MaxDegreeOfParallelism,
            ["seed"] = options.Seed,
            ["model"] = output,
            ["images"] = images.Count,
            ["channels"] = channels.ToJson(),
            ["peakMemoryBytes"] = ResultWriter.PeakMemory(),
        };
        ResultWriter.Write(parsed.GetValue(_json), result, () => string.Create(
            CultureInfo.InvariantCulture,
            $"Trained {model.Iterations} steps in {duration:h\\:mm\\:ss} on {Counted.Of(drawn, "annotated object")}{(pseudo is null ? "" : " and predictions")}, object diameter {model.Description.ObjectDiameter:0.#} px.{Environment.NewLine}Model: {output}"));
        return ExitCode.Done;

        Annotation? Read(LabelFolder? folder, int i) => folder?.Read(set.Entries[i], images[i].Shape, cancellationToken);
    }

    private static LabelFolder? Drawn(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } folder ? LabelFolder.OfAnnotations(folder) : null;

    /// <summary>Background comes from where objects are drawn, too, if what they are drawn with tells of both.</summary>
    private static SupervisedImage Known(MicroscopyImage image, Annotation? drawn, Annotation? marked)
    {
        LabelImage[] background = [.. new[] { drawn?.Background, marked?.Objects }.OfType<LabelImage>()];
        return new SupervisedImage(image)
        {
            Annotations = drawn?.Objects,
            Background = background.Length < 2
                ? background.FirstOrDefault()
                : LabelImage.FromLabels([.. background[0].Labels.ToArray().Zip(background[1].Labels.ToArray(), Math.Max)], image.Shape),
        };
    }

    private static Task<SupervisedImage[]> PredictAsync(CellSegmenter teacher, SupervisedImage[] images, int threads, CancellationToken cancellationToken) =>
        ProgressDisplay.RunAsync("Predicting", async display =>
        {
            var predicted = new SupervisedImage[images.Length];
            var options = new SegmentationOptions { MaxDegreeOfParallelism = threads };
            for (int i = 0; i < images.Length; i++)
            {
                display.Report(new ProgressState((double)i / images.Length, $"image {i + 1} of {images.Length}"));
                Segmentation found = await teacher.SegmentAsync(images[i].Image, options, cancellationToken: cancellationToken).ConfigureAwait(false);
                predicted[i] = images[i] with { Predictions = found.Labels };
            }
            display.Report(new ProgressState(1, Counted.Of(images.Length, "image")));
            return predicted;
        });
}
