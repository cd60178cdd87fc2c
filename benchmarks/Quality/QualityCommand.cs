using System.CommandLine;

namespace Cellulus.Benchmarks.Quality;

/// <summary>The one command: data sets in, report out.</summary>
internal sealed class QualityCommand
{
    private const int QuickImages = 3;

    private readonly Argument<string?> _data = new("DATA")
    {
        Description = $"Folder of data sets, each a folder with images and labels. Default: the environment variable {DataSetFinder.Variable}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataSetFinder.Variable),
    };
    private readonly Option<string> _output = new("--output")
    {
        Description = "Folder for the report, models and pictures.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("artifacts", "quality"),
    };
    private readonly Option<string?> _sets = new("--sets") { Description = "Only these sets, separated by commas.", HelpName = "a,b" };
    private readonly Option<int> _seeds = new("--seeds") { Description = "Trainings of each set, with the seeds 0, 1, ...", HelpName = "N", DefaultValueFactory = _ => 3 };
    private readonly Option<bool> _ablation = new("--ablation") { Description = "Compare the variants, too." };
    private readonly Option<bool> _quick = new("--quick") { Description = "One seed, 150 steps, three images a set: shows that everything works." };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads to use at once.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<bool> _keepModels = new("--keep-models") { Description = "Do not train what the output folder has a model for." };

    public static RootCommand Create(string[] args)
    {
        var definition = new QualityCommand();
        var command = new RootCommand("Trains, segments and scores data sets with the library's defaults and writes a report.")
        {
            definition._data, definition._output, definition._sets, definition._seeds, definition._ablation, definition._quick, definition._threads,
            definition._keepModels,
        };
        Require(definition._seeds);
        Require(definition._threads);
        command.SetAction((parsed, cancellationToken) => definition.RunAsync(parsed, args, cancellationToken));
        return command;
    }

    private static void Require(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{option.Name} must be at least 1.");
    });

    private async Task<int> RunAsync(ParseResult parsed, string[] args, CancellationToken cancellationToken)
    {
        bool isQuick = parsed.GetValue(_quick);
        int threads = parsed.GetValue(_threads);
        string output = parsed.GetValue(_output)!;
        IReadOnlyList<Variant> variants = parsed.GetValue(_ablation) ? VariantList.Others : [];
        var evaluation = new SetEvaluation(
            new ModelStore(Path.Combine(output, "models"), parsed.GetValue(_keepModels), isQuick, threads), variants,
            isQuick ? 1 : parsed.GetValue(_seeds), isQuick, threads, new WorstImages(Path.Combine(output, "worst")));
        var run = new RunDescription("dotnet run -c Release --project benchmarks/Quality -- " + string.Join(' ', args.Select(Quote)), threads, isQuick, variants);
        try
        {
            IReadOnlyList<DataSet> sets = DataSetFinder.Find(parsed.GetValue(_data), parsed.GetValue(_sets)?.Split(','), isQuick ? QuickImages : null);
            Directory.CreateDirectory(output);
            string report = "";
            var results = new List<SetResult>();
            foreach (DataSet set in sets)
            {
                try
                {
                    results.Add(await evaluation.RunAsync(set, cancellationToken));
                }
                catch (CellulusException e)
                {
                    run.Failures.Add($"{set.Name}: {e.Message}");
                }
                // After each set: hours of work do not hang on the last one.
                report = ReportFiles.Write(output, results, run);
            }
            StatusLine.Clear();
            Console.Write(report);
            return run.Failures.Count == 0 ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled; the report has the sets that were finished.");
            return 130;
        }
        catch (CellulusException e)
        {
            await Console.Error.WriteLineAsync("Error: " + e.Message);
            return 1;
        }
    }

    private static string Quote(string argument) => argument.Contains(' ') ? $"\"{argument}\"" : argument;
}
