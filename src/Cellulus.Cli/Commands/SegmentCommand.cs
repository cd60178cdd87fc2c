using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using Cellulus.Cli.Files;
using Cellulus.Cli.Input;
using Cellulus.Cli.Options;
using Cellulus.Cli.Output;
using Cellulus.Imaging;

namespace Cellulus.Cli.Commands;

/// <summary><c>cellulus segment</c>: labels from images, with a model that is given, the bundled one or one trained on the spot.</summary>
internal sealed class SegmentCommand
{
    private const string ModelName = "model.safetensors";

    private readonly Option<string?> _model = new("--model") { Description = "Trained model. Without one, that in the output folder is used, and if there is none, the one that the tool brings along (planes of 1 to 3 channels).", HelpName = "MODEL" };
    private readonly Option<string[]> _images = SharedOptions.Images();
    private readonly ReadingArguments _reading = new();
    private readonly Option<ChannelChoice> _channels = SharedOptions.Channels();
    private readonly Option<string> _output = new("--output") { Description = "Folder for labels and measurements.", HelpName = "DIR", Required = true };
    private readonly Option<double?> _diameter = SharedOptions.Diameter();
    private readonly Option<int?> _passes = SharedOptions.AtLeast(1, "--passes", "N", "Noisy passes for each noise value. Default: one pass without noise if the model has learned its uncertainty, else 16.");
    private readonly Option<string> _views = new Option<string>("--views")
    {
        Description = "Views of each image to average: 1 is the image itself, 2, 4 and 8 take mirror images, too. More are better and take as many times as long.",
        HelpName = "N",
        DefaultValueFactory = _ => "1",
    }.AcceptOnlyFromAmong("1", "2", "4", "8");
    private readonly StageArguments _stages = new();
    private readonly TrainingArguments _training = new();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<long?> _memory = SharedOptions.Memory(
        "Memory to keep to, such as 2GiB. Larger images are worked on in windows, with scratch files in the output folder. Default 2GiB, or less where the machine or container has less.");
    private readonly Option<ulong> _seed = SharedOptions.Seed();
    private readonly Option<bool> _overlays = new("--overlays") { Description = "Also draw the outlines on each image: <stem>-overlay.png." };
    private readonly Option<bool> _rois = new("--rois") { Description = "Also write the outlines as ROIs for ImageJ: <stem>.zip. Corrected there, they serve as --annotations of train-supervised." };
    private readonly Option<bool> _adapt = new("--adapt") { Description = "Train a model on these images first, without labels, and keep it in the output folder." };
    private readonly Option<bool> _bom = new("--bom") { Description = "Begin objects.csv with a byte order mark, by which some spreadsheets know UTF-8." };
    private readonly Option<bool> _resume = SharedOptions.Resume();
    private readonly Option<bool> _overwrite = SharedOptions.Overwrite("Replace files in the output folder that are no results of this tool or were changed since. Inputs are never replaced.");
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create()
    {
        var definition = new SegmentCommand();
        var command = new Command("segment", "Finds the objects of images, with a model that is given, the one that the tool brings along, or one trained on these images first.")
        {
            definition._model, definition._images, definition._channels, definition._output, definition._diameter, definition._passes, definition._views,
        };
        definition._reading.AddTo(command);
        definition._stages.AddTo(command);
        definition._training.AddLengthTo(command);
        command.Add(definition._threads);
        command.Add(definition._memory);
        command.Add(definition._seed);
        command.Add(definition._overlays);
        command.Add(definition._rois);
        command.Add(definition._adapt);
        command.Add(definition._bom);
        command.Add(definition._resume);
        command.Add(definition._overwrite);
        command.Add(definition._json);
        command.Validators.Add(result =>
        {
            bool adapts = result.GetValue(definition._adapt), hasModel = result.GetResult(definition._model) is not null;
            if (adapts && hasModel)
                result.AddError("--adapt trains a model and --model names one; leave one of the two out.");
            else if (!adapts && definition.OfTraining(result) is [var first, ..])
                result.AddError($"{first} is for training; leave it out, or give --adapt without --model.");
        });
        command.SetAction(definition.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string output = parsed.GetRequiredValue(_output);
        SegmentationOptions how = ReadOptions(parsed);
        string modelPath = parsed.GetValue(_model) ?? Path.Combine(output, ModelName);
        var trainingImages = new List<MicroscopyImage>();
        TrainingRun? run = null;
        CellSegmenter? segmenter = null;
        bool isThere = parsed.GetValue(_model) is not null || File.Exists(modelPath), isBundled = !isThere && !parsed.GetValue(_adapt);
        if (parsed.GetValue(_model) is null && isThere)
            SayModelIsFound(parsed, modelPath);
        if (isThere)
            segmenter = LoadSegmenter(parsed, modelPath);
        else if (isBundled)
            segmenter = _stages.CreateSegmenter(parsed, PretrainedModel.Planes);
        var large = new LargeImageOptions { MemoryBudget = MemoryBudget.Of(parsed.GetValue(_memory), LargeImageOptions.Default.MemoryBudget) };
        ChannelChoice channels = parsed.GetRequiredValue(_channels);
        ImageSet set = OpenImages(isBundled, () => ImageSet.Open(
            parsed.GetRequiredValue(_images),
            channels,
            _reading.Read(parsed) with { KeepColour = segmenter?.Channels == 3 },
            new ImageVisit(segmenter is null ? trainingImages.Add : image => segmenter.Check(image, how), trainingImages.Clear),
            file => segmenter is null ? CheckTraining(file, channels.Of(file), large) : LargeImages.Check(segmenter, file, channels.Of(file), how, large),
            cancellationToken));
        var files = new ResultFiles(parsed.GetValue(_overlays), parsed.GetValue(_rois), parsed.GetValue(_bom));
        using ResultFolder results = ResultFolder.Open(output);
        Prepare(parsed, set, results, files, modelPath, trains: segmenter is null);
        if (isBundled)
            SayModelIsBundled(parsed);

        if (segmenter is null)
        {
            TrainingOptions options = _training.Read(parsed, how.ObjectDiameter, how.MaxDegreeOfParallelism, how.Seed) with { Resume = parsed.GetValue(_resume) };
            run = await TrainingRun.RunAsync(trainingImages, options, modelPath, cancellationToken).ConfigureAwait(false);
            trainingImages.Clear();
            segmenter = CreateSegmenter(parsed, run.Model);
        }

        using var batch = new SegmentationBatch(segmenter, how, large, results, files);
        await ProgressDisplay.RunAsync("Segmenting", display => batch.RunAsync(set, display, cancellationToken)).ConfigureAwait(false);
        foreach (string note in batch.Notes)
            Console.Error.WriteLine(note);

        JsonObject result = batch.ToJson();
        if (result["parameters"] is JsonObject parameters)
            (parameters["views"], parameters["channels"]) = (Views(parsed), channels.ToJson());
        result["model"] = isBundled ? nameof(PretrainedModel) : modelPath;
        result["training"] = run?.ToJson();
        result["output"] = output;
        result["peakMemoryBytes"] = ResultWriter.PeakMemory();
        ResultWriter.Write(parsed.GetValue(_json), result, () => string.Create(
            CultureInfo.InvariantCulture,
            $"{(run is null ? "" : run + Environment.NewLine)}{Counted.Of(batch.Objects, "object")} in {Counted.Of(batch.Images, "image")}, {batch.SecondsPerImage:0.00} s an image. Labels: {output}"));
        return ExitCode.Done;
    }

    /// <summary>Opens the images; where the bundled model does not take them, the tool knows of a model that does.</summary>
    private static ImageSet OpenImages(bool isBundled, Func<ImageSet> open)
    {
        try
        {
            return open();
        }
        catch (ImageFileException e) when (isBundled && e.InnerException is ModelMismatchException or NotStreamableException)
        {
            throw new ModelMismatchException(e.Message + " --adapt trains a model on these images first.", e);
        }
    }

    /// <summary>Training holds all images in memory; one that leaves no room is refused before it is read.</summary>
    private static bool CheckTraining(IImageSource file, IImageSource image, LargeImageOptions large)
    {
        // A file is read with all of its channels; those that are worked on are held twice more.
        long bytes = sizeof(float) * file.Shape.PixelCount * (file.Channels + 2L * image.Channels);
        new MemoryPlan([new MemoryShare("image", bytes)]).Require(
            large.MemoryBudget, $"An image of {file.Shape} pixels is too large to train on: train on parts of it first and give the model with --model, or raise --memory.");
        return false;
    }

    /// <summary>Checks that all results can be written and that nothing is lost by them.</summary>
    private void Prepare(ParseResult parsed, ImageSet set, ResultFolder results, ResultFiles files, string model, bool trains)
    {
        bool overwrite = parsed.GetValue(_overwrite);
        (string Input, string Output)[] outputs = [.. set.Entries.SelectMany(e => files.Of(e, set.Rank).Select(name => (e.Path, results.PathOf(name))))];
        OutputPlace.CheckDistinct(outputs, results.Names);
        CommandInput[] inputs = [.. set.Entries.Select(e => CommandInput.Image(e.Path)), .. File.Exists(model) ? [CommandInput.Model(model)] : Array.Empty<CommandInput>()];
        OutputPlace.CheckNothingIsLost(
            inputs, [.. outputs.Select(o => o.Output), results.PathOf(ResultFiles.Table)], path => overwrite || results.IsUnchanged(path));
        if (trains)
            ModelPlace.Prepare(model, inputs, hasCheckpoint: true, parsed.GetValue(_resume), overwrite);
    }

    private void SayModelIsFound(ParseResult parsed, string model)
    {
        string[] unused = [.. OfTraining(parsed.CommandResult)];
        Console.Error.WriteLine($"Using the model of an earlier run, {model}. To train anew, remove it or choose another output folder."
            + (unused.Length > 0 ? $" Without effect: {string.Join(", ", unused)}." : ""));
    }

    /// <summary>Options that were given and are for training only.</summary>
    private List<string> OfTraining(CommandResult result) =>
        [.. _training.LengthOptions.Append(_resume).Where(o => result.GetResult(o) is { Implicit: false }).Select(o => o.Name)];

    private void SayModelIsBundled(ParseResult parsed)
    {
        Console.Error.WriteLine("Using the model that the tool brings along, which was taught by drawn scenes. --adapt trains one on these images first.");
        SayUnused(parsed, "The model that the tool brings along");
    }

    /// <summary>Names the options that a star-convex model has no use for.</summary>
    private void SayUnused(ParseResult parsed, string model)
    {
        string[] unused = [.. new Option[] { _passes, _views }.Concat(_stages.OfClustering).Where(o => parsed.GetResult(o) is { Implicit: false }).Select(o => o.Name)];
        if (unused.Length > 0)
            Console.Error.WriteLine($"{model} is a star-convex model, which clusters nothing and has one view: without effect are {string.Join(", ", unused)}.");
    }

    private CellSegmenter LoadSegmenter(ParseResult parsed, string path)
    {
        if (!StarConvexModel.IsModelFile(path))
            return CreateSegmenter(parsed, EmbeddingModel.Load(path, parsed.GetValue(_diameter)));
        SayUnused(parsed, path);
        return _stages.CreateSegmenter(parsed, StarConvexModel.Load(path));
    }

    private CellSegmenter CreateSegmenter(ParseResult parsed, EmbeddingModel model)
    {
        int views = Views(parsed);
        return _stages.CreateSegmenter(
            parsed, views == 1 ? model : new MirroredModel(model, views), parsed.GetValue(_diameter) ?? model.Description.ObjectDiameter);
    }

    private int Views(ParseResult parsed) => int.Parse(parsed.GetRequiredValue(_views), CultureInfo.InvariantCulture);

    private SegmentationOptions ReadOptions(ParseResult parsed)
    {
        SegmentationOptions defaults = SegmentationOptions.Default;
        return defaults with
        {
            ObjectDiameter = parsed.GetValue(_diameter),
            Passes = parsed.GetValue(_passes),
            Seed = parsed.GetValue(_seed),
            MaxDegreeOfParallelism = parsed.GetValue(_threads) ?? defaults.MaxDegreeOfParallelism,
        };
    }
}
