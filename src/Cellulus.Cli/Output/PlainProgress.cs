using System.Diagnostics;
using System.Globalization;

namespace Cellulus.Cli.Output;

/// <summary>Progress as lines for logs: the first and the last report, and one every few seconds between.</summary>
internal sealed class PlainProgress(string title, TextWriter writer) : IProgress<ProgressState>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _writing = new();
    private long? _lastWritten;
    private bool _finished;

    public void Report(ProgressState value)
    {
        lock (_writing)
        {
            if (value.Warning is { } warning)
                writer.WriteLine($"Warning: {warning}");
            bool isLast = value.Fraction >= 1 && !_finished;
            if (!isLast && _lastWritten is { } last && Stopwatch.GetElapsedTime(last) < Interval)
                return;
            _finished |= isLast;
            _lastWritten = Stopwatch.GetTimestamp();
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {Math.Floor(100 * value.Fraction):0} %, {value.Detail}"));
        }
    }
}
