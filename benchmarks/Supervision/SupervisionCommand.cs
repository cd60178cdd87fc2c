using System.CommandLine;
using System.Globalization;
using Cellulus.Benchmarks.Quality;

namespace Cellulus.Benchmarks.Supervision;

/// <summary>The one command: data sets in, table and curves out.</summary>
internal sealed class SupervisionCommand
{
    private const string AllSets = "dsb-fluo-520,dsb-fluo-256,ctc-fluo-n2dh-sim+", AllShares = "0,0.5,1,2,5,10,25,100", AllKinds = "alone,pseudo,suggested";

    private static readonly Dictionary<string, Training> s_kinds =
        new() { ["alone"] = Training.Annotations, ["pseudo"] = Training.WithPseudo, ["suggested"] = Training.Suggested };

    private readonly Argument<string?> _data = new("DATA")
    {
        Description = $"Folder of data sets, each a folder with images and labels. Default: the environment variable {DataSetFinder.Variable}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataSetFinder.Variable),
    };
    private readonly Option<string> _output = new("--output")
    {
        Description = "Folder for results, report, curves and models.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("artifacts", "supervision"),
    };
    private readonly Option<string> _sets = new("--sets") { Description = "Sets, separated by commas.", HelpName = "a,b", DefaultValueFactory = _ => AllSets };
    private readonly Option<string> _shares = new("--shares") { Description = "Annotated objects in percent, separated by commas.", HelpName = "a,b", DefaultValueFactory = _ => AllShares };
    private readonly Option<string> _kinds = new("--kinds")
    {
        Description = "What to train on, separated by commas: annotations alone, with pseudo-labels, suggested ones with pseudo-labels.", HelpName = "a,b", DefaultValueFactory = _ => AllKinds,
    };
    private readonly Option<int> _seeds = new("--seeds") { Description = "Repetitions, with the seeds 0, 1, ...", HelpName = "N", DefaultValueFactory = _ => 3 };
    private readonly Option<int> _fold = new("--fold")
    {
        Description = "Which part of a set that is split by order is scored: 0 the last images, 1 the first as many, 2 as many after those, and so on; all others are trained on. Needs an --output of its own.", HelpName = "N",
    };
    private readonly Option<int?> _steps = new("--steps") { Description = "Optimizer steps of models from annotations alone. Default: the library's.", HelpName = "N" };
    private readonly Option<int?> _pseudoSteps = new("--pseudo-steps") { Description = "Optimizer steps of models that go on from the start. Default: the library's.", HelpName = "N" };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads to use at once.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<string?> _teachers = new("--teachers")
    {
        Description = "Folder with models trained without labels, <set>-<seed>.safetensors, as the quality benchmark leaves them. Those missing are trained.", HelpName = "DIR",
    };

    public static RootCommand Create(string[] args)
    {
        var definition = new SupervisionCommand();
        var command = new RootCommand("Scores star-convex models over the share of annotated objects. What is in results.jsonl is not done again.")
        {
            definition._data, definition._output, definition._sets, definition._shares, definition._kinds, definition._seeds, definition._fold, definition._steps, definition._pseudoSteps, definition._threads, definition._teachers,
        };
        foreach ((Option<int> option, int least) in new[] { (definition._seeds, 1), (definition._threads, 1), (definition._fold, 0) })
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < least)
                    result.AddError($"{option.Name} must be at least {least}.");
            });
        definition._kinds.Validators.Add(result =>
        {
            foreach (string kind in result.GetValueOrDefault<string>()!.Split(',').Where(k => !s_kinds.ContainsKey(k)))
                result.AddError($"'{kind}' is none of {AllKinds}.");
        });
        command.SetAction((parsed, cancellationToken) => definition.RunAsync(parsed, args, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, string[] args, CancellationToken cancellationToken)
    {
        string output = parsed.GetValue(_output)!;
        int threads = parsed.GetValue(_threads);
        double[] shares = [.. parsed.GetValue(_shares)!.Split(',').Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
        try
        {
            IReadOnlyList<DataSet> sets = DataSetFinder.Find(parsed.GetValue(_data), parsed.GetValue(_sets)!.Split(','), maxTest: null, parsed.GetValue(_fold));
            string models = Directory.CreateDirectory(Path.Combine(output, "models")).FullName;
            var results = new ResultLog(Path.Combine(output, "results.jsonl"));
            var teachers = new ModelStore(parsed.GetValue(_teachers) ?? Path.Combine(output, "teachers"), isReusing: true, isQuick: false, threads);
            var steps = new StepCounts(parsed.GetValue(_steps), parsed.GetValue(_pseudoSteps));
            var curve = new LearningCurve(teachers, results, models, steps, [.. parsed.GetValue(_kinds)!.Split(',').Select(k => s_kinds[k])], threads);
            var report = new SupervisionReport(output, "dotnet run -c Release --project benchmarks/Supervision -- " + string.Join(' ', args));
            // Seed by seed: after the first, all sets have a curve.
            for (ulong seed = 0; seed < (ulong)parsed.GetValue(_seeds); seed++)
                foreach (DataSet set in sets)
                {
                    await curve.RunAsync(set, seed, shares, cancellationToken);
                    report.Write([.. results.Cells.Where(steps.Fit)]);
                }
            StatusLine.Clear();
            Console.Write(File.ReadAllText(report.Path));
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled; the same command goes on from here.");
            return 130;
        }
        catch (CellulusException e)
        {
            await Console.Error.WriteLineAsync("Error: " + e.Message);
            return 1;
        }
    }
}
