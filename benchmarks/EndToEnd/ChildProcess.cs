using System.Diagnostics;

namespace Cellulus.Benchmarks;

/// <summary>Runs a program and waits for it.</summary>
internal static class ChildProcess
{
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} failed: {(await error).Trim()}");
        return await output;
    }

    /// <summary>Measures in a process of its own, so that peaks of memory do not mix.</summary>
    public static async Task<Measurement> MeasureAsync(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Cellulus.Benchmarks.dll");
        return Measurement.Parse(await RunAsync("dotnet", [program, .. arguments, "--json"]));
    }
}
