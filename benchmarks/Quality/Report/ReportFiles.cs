using System.Text.Json;

namespace Cellulus.Benchmarks.Quality;

/// <summary>Writes the report for people and the one for programs.</summary>
internal static class ReportFiles
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes both files.</summary>
    /// <returns>The Markdown.</returns>
    public static string Write(string folder, IReadOnlyList<SetResult> sets, RunDescription run)
    {
        string markdown = QualityReport.Write(sets, run);
        File.WriteAllText(Path.Combine(folder, "quality.md"), markdown);
        File.WriteAllText(Path.Combine(folder, "results.json"), JsonSerializer.Serialize(
            new { run.Command, run.Machine, run.Threads, run.IsQuick, run.Failures, Sets = sets }, s_json));
        return markdown;
    }
}
