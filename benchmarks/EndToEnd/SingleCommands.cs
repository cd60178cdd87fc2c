using System.CommandLine;
using System.Globalization;

namespace Cellulus.Benchmarks;

/// <summary>One measurement each, in this process. Arguments left out are those of the table's first row.</summary>
internal static class SingleCommands
{
    public static Command Step()
    {
        (Argument<int> features, Argument<int> crop, Argument<int> batch, Argument<int> steps, Argument<int> threads) =
            (Number("FEATURES", 24), Number("CROP", 124), Number("BATCH", 8), Number("STEPS", 12), Threads());
        return Create("step", "A training step.", [features, crop, batch, steps, threads], p => StepMeasurement.RunAsync(
            p.GetValue(features), p.GetValue(crop), p.GetValue(batch), p.GetValue(steps), p.GetValue(threads)));
    }

    public static Command Infer()
    {
        (Argument<int> features, Argument<int> side, Argument<int> passes, Argument<int> threads) =
            (Number("FEATURES", 24), Number("SIDE", 256), Number("PASSES", 4), Threads());
        return Create("infer", "A pass of the network over an image.", [features, side, passes, threads], p => Task.FromResult(InferMeasurement.Run(
            p.GetValue(features), p.GetValue(side), p.GetValue(passes), p.GetValue(threads))));
    }

    public static Command MeanShift()
    {
        (Argument<int> side, Argument<int> threads) = (Number("SIDE", 512), Threads());
        var share = new Argument<double>("SHARE") { DefaultValueFactory = _ => 1, Description = "Share of the points that centres are found from." };
        return Create("mean-shift", "The mean-shift of a field.", [side, threads, share], p => Task.FromResult(MeanShiftMeasurement.Run(
            p.GetValue(side), p.GetValue(threads), p.GetValue(share))));
    }

    public static Command After()
    {
        (Argument<int> side, Argument<int> threads) = (Number("SIDE", 1024), Threads());
        return Create("after", "Everything after the network.", [side, threads], p => AfterMeasurement.RunAsync(p.GetValue(side), p.GetValue(threads)));
    }

    public static Command Start()
    {
        var tool = new Argument<string?>("TOOL") { DefaultValueFactory = _ => null, Description = "Another cellulus.dll to start." };
        return Create("start", "The start of the tool: cellulus info MODEL.", [tool], p => StartMeasurement.RunAsync(p.GetValue(tool)));
    }

    public static Command Peak()
    {
        var command = new Command("peak", "What the machine can do: multiply-adds in registers, reading of memory.");
        command.SetAction(_ => Console.WriteLine(MachineReport.Describe()));
        return command;
    }

    private static Argument<int> Number(string name, int value) => new(name) { DefaultValueFactory = _ => value };

    private static Argument<int> Threads() => Number("THREADS", Environment.ProcessorCount);

    private static Command Create(string name, string description, Argument[] arguments, Func<ParseResult, Task<Measurement>> measure)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command(name, description) { json };
        foreach (Argument argument in arguments)
            command.Add(argument);
        command.SetAction(async (parsed, _) =>
        {
            Measurement result = (await measure(parsed)).WithPeak();
            Console.WriteLine(parsed.GetValue(json) ? result.ToJson() : string.Create(CultureInfo.InvariantCulture,
                $"{name}: median {result.Seconds:f4} s, {result.DirectOperations / result.Seconds / 1e9:f0} GFLOP/s, peak memory {result.PeakMemoryBytes / 1e6:f0} MB. {result.Remark}"));
        });
        return command;
    }
}
