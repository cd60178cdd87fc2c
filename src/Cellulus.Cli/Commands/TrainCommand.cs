using System.CommandLine;
using System.Text.Json.Nodes;
using Cellulus.Cli.Files;
using Cellulus.Cli.Input;
using Cellulus.Cli.Options;
using Cellulus.Cli.Output;

namespace Cellulus.Cli.Commands;

/// <summary><c>cellulus train</c>: a model from images alone.</summary>
internal sealed class TrainCommand
{
    private readonly Option<string[]> _images = SharedOptions.Images();
    private readonly ReadingArguments _reading = new();
    private readonly Option<ChannelChoice> _channels = SharedOptions.Channels();
    private readonly Option<string> _output = new("--output") { Description = "Model file to write (safetensors).", HelpName = "MODEL", Required = true };
    private readonly Option<double?> _diameter = SharedOptions.Diameter();
    private readonly TrainingArguments _training = new();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<ulong> _seed = SharedOptions.Seed();
    private readonly Option<bool> _resume = SharedOptions.Resume();
    private readonly Option<bool> _overwrite = SharedOptions.Overwrite("Replace a file that is no model, or the checkpoint of an interrupted training. Inputs are never replaced.");
    private readonly Option<bool> _plan = new("--plan") { Description = "Only print what the training would take from memory." };
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create()
    {
        var definition = new TrainCommand();
        var command = new Command("train", "Trains a model on images without annotations.") { definition._images, definition._channels, definition._output, definition._diameter };
        definition._reading.AddTo(command);
        definition._training.AddTo(command);
        command.Add(definition._threads);
        command.Add(definition._seed);
        command.Add(definition._resume);
        command.Add(definition._overwrite);
        command.Add(definition._plan);
        command.Add(definition._json);
        command.SetAction(definition.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string output = parsed.GetRequiredValue(_output);
        TrainingOptions options = _training.Read(parsed, parsed.GetValue(_diameter), parsed.GetValue(_threads), parsed.GetValue(_seed)) with
        {
            CheckpointPath = ModelPlace.CheckpointOf(output),
            Resume = parsed.GetValue(_resume),
        };
        var images = new List<MicroscopyImage>();
        ChannelChoice channels = parsed.GetRequiredValue(_channels);
        ImageSet set = ImageSet.Open(parsed.GetRequiredValue(_images), channels, _reading.Read(parsed), ImageVisit.Of(images), inspect: null, cancellationToken);

        if (parsed.GetValue(_plan))
        {
            MemoryPlan plan = EmbeddingTrainer.Plan(images, options, cancellationToken);
            ResultWriter.Write(parsed.GetValue(_json), ToJson(plan), plan.ToString);
            return ExitCode.Done;
        }
        ModelPlace.Prepare(output, set.Entries.Select(e => CommandInput.Image(e.Path)), hasCheckpoint: true, options.Resume, parsed.GetValue(_overwrite));
        TrainingRun run = await TrainingRun.RunAsync(images, options, output, cancellationToken).ConfigureAwait(false);

        JsonObject result = run.ToJson();
        result["model"] = output;
        result["images"] = images.Count;
        result["channels"] = channels.ToJson();
        result["peakMemoryBytes"] = ResultWriter.PeakMemory();
        ResultWriter.Write(parsed.GetValue(_json), result, () => $"{run}{Environment.NewLine}Model: {output}");
        return ExitCode.Done;
    }

    private static JsonObject ToJson(MemoryPlan plan)
    {
        var shares = new JsonObject();
        foreach (MemoryShare share in plan.Shares)
            shares[share.Name] = share.Bytes;
        return new JsonObject { ["totalBytes"] = plan.TotalBytes, ["shares"] = shares };
    }
}
