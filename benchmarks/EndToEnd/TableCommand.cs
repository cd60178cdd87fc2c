using System.CommandLine;
using System.Globalization;

namespace Cellulus.Benchmarks;

/// <summary>All measurements, each in a process of its own, as the tables of docs/performance.md.</summary>
internal static class TableCommand
{
    private static readonly int s_all = Environment.ProcessorCount;

    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Leave out what takes minutes." };
        var command = new Command("table", "Prints all measurements as Markdown.") { quick };
        command.SetAction(async (parsed, _) => await PrintAsync(parsed.GetValue(quick)));
        return command;
    }

    private static async Task PrintAsync(bool quick)
    {
        Console.WriteLine(MachineReport.Describe());
        double onePeak = FmaPeak.Measure(1), allPeak = FmaPeak.Measure(s_all);
        var table = new MarkdownTable("What", "Threads", "Seconds", "GFLOP/s of direct convolutions", "GFLOP/s done", "Share of peak", "Bytes a pixel", "Peak memory, MB");
        async Task<Measurement> Row(string name, params string[] arguments)
        {
            Measurement m = await ChildProcess.MeasureAsync(arguments);
            double peak = m.Threads == 1 ? onePeak : allPeak, direct = m.DirectOperations / m.Seconds, done = m.OperationsDone / m.Seconds;
            table.Add(name, Text($"{m.Threads}"), Text($"{m.Seconds:g3}"), direct > 0 ? Text($"{direct / 1e9:f0}") : "", done > 0 ? Text($"{done / 1e9:f0}") : "",
                direct > 0 ? Text($"{(done > 0 ? done : direct) / peak:p0}") : "", m.Pixels > 0 ? Text($"{m.BytesPerPixel:f0}") : "", m.Pixels > 0 ? Text($"{m.PeakMemoryBytes / 1e6:f0}") : "");
            return m;
        }

        string all = $"{s_all}";
        Measurement one = await Row("training step, 24 features, 8 crops of 124", "step", "24", "124", "8", "12", "1");
        Measurement many = await Row("training step, 24 features, 8 crops of 124", "step", "24", "124", "8", "12", all);
        if (!quick)
        {
            await Row("training step, 24 features, 8 crops of 252", "step", "24", "252", "8", "8", all);
            await Row("training step, 64 features, 8 crops of 252", "step", "64", "252", "8", "4", all);
        }
        await Row("pass over 256 x 256, 24 features", "infer", "24", "256", "16", "1");
        await Row("pass over 256 x 256, 24 features", "infer", "24", "256", "16", all);
        Measurement pass = await Row("pass over 1024 x 1024, 24 features", "infer", "24", "1024", "1", all);
        await Row("mean-shift of 512 x 512, exact", "mean-shift", "512", "1", "1");
        await Row("mean-shift of 512 x 512, exact", "mean-shift", "512", all, "1");
        await Row("mean-shift of 512 x 512, from a tenth of the points", "mean-shift", "512", all, "0.1");
        Measurement after = await Row("all after the network, 1024 x 1024", "after", "1024", all);
        Measurement start = await Row("start of the tool: info MODEL", "start");

        int passes = 2 * EmbeddingOptions.DefaultPasses;
        Console.WriteLine();
        Console.WriteLine(Text($"- {s_all} threads over one, training step: {one.Seconds / many.Seconds:f2} times as fast."));
        Console.WriteLine(Text($"- All after the network takes {after.Seconds / (passes * pass.Seconds):p1} of the time of {passes} noisy passes, {after.Seconds / pass.Seconds:p0} of that of one. {after.Remark}."));
        Console.WriteLine(Text($"- The tool starts in {1000 * start.Seconds:f0} ms."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
