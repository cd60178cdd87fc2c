using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cellulus.Cli.Options;
using Cellulus.Cli.Output;

namespace Cellulus.Cli.Commands;

/// <summary><c>cellulus info</c>: what is in an image or a model file.</summary>
internal sealed class InfoCommand
{
    private static readonly string[] ModelExtensions = [".safetensors", ".pth", ".pt", ".ckpt"];

    private readonly Argument<string> _file = new("FILE") { Description = "An image or a model." };
    private readonly ReadingArguments _reading = new();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create()
    {
        var definition = new InfoCommand();
        var command = new Command("info", "Tells what an image or a model file holds.") { definition._file };
        definition._reading.AddTo(command);
        command.Add(definition._json);
        command.SetAction(definition.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_file);
        JsonObject info = ModelExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? DescribeModel(path) : ImageInfo.Describe(path, _reading.Read(parsed));
        ResultWriter.Write(parsed.GetValue(_json), info, () => ToText(info));
        return ExitCode.Done;
    }

    private static JsonObject DescribeModel(string path)
    {
        if (StarConvexModel.IsModelFile(path))
            return DescribeDetector(StarConvexModel.Load(path));
        ModelFileInfo file = ModelFileInfo.Read(path);
        EmbeddingModelDescription model = file.Description;
        return new JsonObject
        {
            ["kind"] = "model",
            ["dimensions"] = model.Rank,
            ["channels"] = model.Channels,
            ["objectDiameter"] = model.ObjectDiameter,
            ["workingDiameter"] = model.WorkingDiameter,
            ["bandwidth"] = model.RelativeBandwidth * model.ObjectDiameter,
            ["features"] = file.Features,
            ["iterations"] = file.Iterations,
            ["uncertainty"] = model.LearnedUncertainty ? "learned" : "noisy passes",
            ["objects"] = model.LearnedObjects ? "learned" : "not learned",
        };
    }

    private static JsonObject DescribeDetector(StarConvexModel model) => new()
    {
        ["kind"] = "star-convex model",
        ["dimensions"] = model.Description.Rank,
        ["channels"] = model.Description.Channels,
        ["objectDiameter"] = model.Description.ObjectDiameter,
        ["workingDiameter"] = model.Description.WorkingDiameter,
        ["features"] = model.Features,
        ["iterations"] = model.Iterations,
        ["rays"] = model.Rays,
        ["probabilityThreshold"] = model.ProbabilityThreshold,
        ["overlapThreshold"] = model.OverlapThreshold,
        ["leastContrast"] = model.LeastContrast,
    };

    private static string ToText(JsonObject info)
    {
        var text = new StringBuilder();
        foreach ((string name, JsonNode? value) in info)
            text.Append(CultureInfo.InvariantCulture, $"{name,-20} {ToText(value)}{Environment.NewLine}");
        return text.ToString().TrimEnd();
    }

    private static string ToText(JsonNode? value) => value switch
    {
        JsonArray list => string.Join(", ", list.Select(ToText)),
        JsonObject fields => string.Join(", ", fields.Select(f => $"{f.Key} {ToText(f.Value)}")),
        JsonValue number when number.TryGetValue(out double real) => real.ToString("0.####", CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
