using System.Text.Json;

namespace Cellulus.Benchmarks.Comparison;

/// <summary>A training step and a pass against the same in PyTorch.</summary>
internal static class PyTorchComparison
{
    private static readonly (string Name, string[] Arguments)[] s_tasks =
    [
        ("training step, 24 features, 8 crops of 124", ["step", "24", "124", "8", "12"]),
        ("training step, 24 features, 8 crops of 252", ["step", "24", "252", "8", "6"]),
        ("pass over 256 x 256, 24 features", ["infer", "24", "256", "8"]),
        ("pass over 1024 x 1024, 24 features", ["infer", "24", "1024", "3"]),
    ];

    private static readonly (string Name, string[] Arguments) s_large = ("training step, 64 features, 8 crops of 252", ["step", "64", "252", "8", "4"]);

    public static async Task PrintAsync(string python, int rounds, bool large)
    {
        var table = new MarkdownTable("What", "Ours, s", "PyTorch, s", "Ratio", "Ours, MB", "PyTorch, MB", "PyTorch's allocator");
        foreach ((string name, string[] arguments) in large ? s_tasks.Append(s_large) : s_tasks)
        {
            var ours = new List<Measurement>();
            Dictionary<Allocator, List<(double Seconds, long Bytes)>> theirs = Allocator.All.ToDictionary(a => a, _ => new List<(double, long)>());
            for (int round = 0; round < rounds; round++)
            {
                ours.Add(await ChildProcess.MeasureAsync([.. arguments, $"{Environment.ProcessorCount}"]));
                foreach ((Allocator allocator, List<(double, long)> results) in theirs)
                    results.Add(await RunAsync(python, arguments, allocator));
            }
            (Allocator best, List<(double Seconds, long Bytes)> runs) = theirs.MinBy(t => Measurement.Median(t.Value.Select(r => r.Seconds)));
            double our = Measurement.Median(ours.Select(m => m.Seconds)), their = Measurement.Median(runs.Select(r => r.Seconds));
            table.Add(name, CompareCommand.Text($"{our:g3}"), CompareCommand.Text($"{their:g3}"), CompareCommand.Text($"{their / our:f2}"),
                CompareCommand.Text($"{ours.Max(m => m.PeakMemoryBytes) / 1e6:f0}"), CompareCommand.Text($"{runs.Max(r => r.Bytes) / 1e6:f0}"), best.Name);
        }
    }

    private static async Task<(double Seconds, long Bytes)> RunAsync(string python, string[] arguments, Allocator allocator)
    {
        string output = await ChildProcess.RunAsync(python, [PythonProgram.Script("step.py"), .. arguments, "--threads", $"{Environment.ProcessorCount}", "--json"], allocator.Environment);
        using JsonDocument json = JsonDocument.Parse(output);
        return (json.RootElement.GetProperty("seconds").GetDouble(), json.RootElement.GetProperty("peakMemoryBytes").GetInt64());
    }
}
