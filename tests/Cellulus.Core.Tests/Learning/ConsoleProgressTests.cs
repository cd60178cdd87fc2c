using Xunit;

namespace Cellulus.Core.Tests.Learning;

/// <summary>What a program says while it trains.</summary>
public sealed class ConsoleProgressTests
{
    [Fact]
    public void A_line_for_every_five_per_cent_and_for_each_warning()
    {
        var writer = new StringWriter();
        var progress = new ConsoleProgress(writer);
        var report = new TrainingProgress(7, 10, 0.5, 1e-3, 0.1, TimeSpan.FromSeconds(65)) { ObjectDiameter = 22 };
        for (int i = 0; i <= 1000; i++)
            progress.Report(report with { Fraction = i / 1000.0, Warning = i == 3 ? "The disk is full." : null });
        progress.Report(report with { Fraction = 1 });
        string[] lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(22, lines.Length);
        Assert.Equal("Training: 0 %, cells of 22 px, step 7, loss 0.5000, 0:01:05 left", lines[0]);
        Assert.Equal("Warning: The disk is full.", lines[1]);
        Assert.StartsWith("Training: 100 %", lines[^1], StringComparison.Ordinal);
    }
}
