using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Cellulus.Benchmarks.Comparison;

/// <summary>Finds a Python that has a package, and the scripts of this folder's neighbour.</summary>
internal static class PythonProgram
{
    private static readonly string[] s_candidates = ["python3", "/usr/bin/python3", "python"];

    /// <summary>A Python that can import a package; <see langword="null"/> if there is none.</summary>
    public static async Task<string?> FindAsync(string package)
    {
        foreach (string candidate in s_candidates)
        {
            try
            {
                await ChildProcess.RunAsync(candidate, ["-c", $"import {package}"]);
                return candidate;
            }
            catch (Exception e) when (e is Win32Exception or InvalidOperationException)
            {
                // Not this one.
            }
        }
        return null;
    }

    /// <summary>A script in benchmarks/python.</summary>
    public static string Script(string name, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "python", name));
}
