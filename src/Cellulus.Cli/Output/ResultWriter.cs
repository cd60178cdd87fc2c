using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cellulus.Cli.Output;

/// <summary>Prints the result of a command on stdout: one JSON object, or the same facts as text.</summary>
internal static class ResultWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(bool asJson, JsonObject result, Func<string> asText) =>
        (asJson ? Streams.Output : Console.Out).WriteLine(asJson ? result.ToJsonString(Indented) : asText());

    /// <summary>Most memory the process has held so far, in bytes.</summary>
    public static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
