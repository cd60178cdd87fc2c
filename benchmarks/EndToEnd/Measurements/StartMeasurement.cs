using System.Diagnostics;

namespace Cellulus.Benchmarks;

/// <summary>Seconds until the tool has told what is in a model file, start of the process included.</summary>
internal static class StartMeasurement
{
    private const int Runs = 11;

    /// <param name="tool">The tool's assembly; the one built beside this program by default.</param>
    public static async Task<Measurement> RunAsync(string? tool)
    {
        tool ??= Path.Combine(AppContext.BaseDirectory, "cellulus.dll");
        string model = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.safetensors");
        try
        {
            RandomImages.Model(24).Save(model);
            var seconds = new List<double>();
            for (int run = 0; run < Runs; run++)
            {
                long start = Stopwatch.GetTimestamp();
                await ChildProcess.RunAsync("dotnet", [tool, "info", model]);
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
            // The first run reads the files from the disk.
            return new Measurement { Seconds = Measurement.Median(seconds.Skip(1)) };
        }
        finally
        {
            File.Delete(model);
        }
    }
}
