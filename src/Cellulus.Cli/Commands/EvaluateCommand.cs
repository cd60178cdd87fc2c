using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cellulus.Cli.Input;
using Cellulus.Cli.Options;
using Cellulus.Cli.Output;
using Cellulus.Imaging;

namespace Cellulus.Cli.Commands;

/// <summary><c>cellulus evaluate</c>: labels against true labels.</summary>
internal sealed class EvaluateCommand
{
    private readonly Option<string> _predictions = new("--predictions") { Description = "Folder of predicted labels.", HelpName = "DIR", Required = true };
    private readonly Option<string> _truth = new("--truth") { Description = "Folder of true labels with the same names: label images, masks or ROIs of ImageJ (TIFF, PNG, .roi, .zip).", HelpName = "DIR", Required = true };
    private readonly Option<int?> _minSize = SharedOptions.AtLeast(0, "--min-size", "PX", "True objects of fewer pixels are ignored. Default 10.");
    private readonly Option<int?> _ignoreBorder = SharedOptions.AtLeast(0, "--ignore-border", "PX", "Objects mostly within this distance of the border are ignored. Default 0.");
    private readonly ReadingArguments _reading = new();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create()
    {
        var definition = new EvaluateCommand();
        var command = new Command("evaluate", "Scores labels against true labels: F1, SEG, precision, recall.")
        {
            definition._predictions, definition._truth, definition._minSize, definition._ignoreBorder,
        };
        definition._reading.AddLayoutTo(command);
        command.Add(definition._json);
        command.SetAction(definition.Run);
        return command;
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new ScoringOptions { MinSize = parsed.GetValue(_minSize) ?? 10, IgnoredBorder = parsed.GetValue(_ignoreBorder) ?? 0 };
        TiffReadOptions reading = _reading.Read(parsed);
        var scores = new List<SegmentationScore>();
        foreach ((string prediction, string truth) in LabelPairs.Find(parsed.GetRequiredValue(_predictions), parsed.GetRequiredValue(_truth)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores.AddRange(Score(prediction, truth, reading, options, cancellationToken));
        }
        SegmentationScore pooled = SegmentationScorer.Pool(scores);
        ResultWriter.Write(parsed.GetValue(_json), ToJson(pooled), () => ToText(pooled));
        return Task.FromResult(ExitCode.Done);
    }

    /// <summary>Scores of all time points.</summary>
    private static IEnumerable<SegmentationScore> Score(
        string predictionPath, string truthPath, TiffReadOptions reading, ScoringOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<LabelImage> predictions = ImageFile.ReadLabelFrames(predictionPath, reading, cancellationToken);
        IReadOnlyList<Annotation> truth = AnnotationFile.ReadFrames(truthPath, predictions[0].Shape, reading, cancellationToken);
        if (predictions.Count != truth.Count)
            throw new ImageFileException(truthPath, $"holds {Counted.Of(truth.Count, "time point")}, {predictionPath} {predictions.Count}. Every time point needs its partner.");
        return predictions.Zip(truth, (prediction, known) => SegmentationScorer.Score(prediction, known.Objects, options));
    }

    private static JsonObject ToJson(SegmentationScore score) => new()
    {
        ["f1"] = score.F1,
        ["seg"] = score.Seg,
        ["precision"] = score.Precision,
        ["recall"] = score.Recall,
        ["accuracy"] = score.Accuracy,
        ["averagePrecision"] = score.AveragePrecision,
        ["tp"] = score.TruePositives,
        ["fp"] = score.FalsePositives,
        ["fn"] = score.FalseNegatives,
        ["images"] = score.Images,
    };

    private static string ToText(SegmentationScore score) => string.Create(CultureInfo.InvariantCulture, $"""
        F1 at IoU 0.5      {score.F1:0.000}
        SEG                {score.Seg:0.000}
        precision          {score.Precision:0.000}
        recall             {score.Recall:0.000}
        average precision  {score.AveragePrecision:0.000}
        found              {score.TruePositives} of {score.TruePositives + score.FalseNegatives}, {score.FalsePositives} false
        images             {score.Images}
        """);
}
