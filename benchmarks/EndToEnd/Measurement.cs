using System.Diagnostics;
using System.Text.Json;

namespace Cellulus.Benchmarks;

/// <summary>What one measurement found.</summary>
internal sealed record Measurement
{
    /// <summary>Median seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Pixels that the time was spent on.</summary>
    public long Pixels { get; init; }

    /// <summary>Operations (two a multiply-add) of the direct convolutions; 0 where there are none to count.</summary>
    public double DirectOperations { get; init; }

    /// <summary>Operations really done, as far as known.</summary>
    public double OperationsDone { get; init; }

    /// <summary>Threads that could work.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Most memory that the process has held.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>Memory of the process before the work began.</summary>
    public long MemoryBeforeBytes { get; init; }

    /// <summary>Anything else worth saying.</summary>
    public string Remark { get; init; } = "";

    public double BytesPerPixel => Pixels == 0 ? 0 : Math.Max(0, PeakMemoryBytes - MemoryBeforeBytes) / (double)Pixels;

    public string ToJson() => JsonSerializer.Serialize(this);

    public static Measurement Parse(string json) => JsonSerializer.Deserialize<Measurement>(json)!;

    /// <summary>Memory held now.</summary>
    public static long MemoryNow()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>This measurement with the peak memory of the process so far.</summary>
    public Measurement WithPeak()
    {
        using var process = Process.GetCurrentProcess();
        return this with { PeakMemoryBytes = process.PeakWorkingSet64 };
    }

    public static double Median(IEnumerable<double> seconds)
    {
        double[] sorted = [.. seconds.Order()];
        return sorted[sorted.Length / 2];
    }
}
