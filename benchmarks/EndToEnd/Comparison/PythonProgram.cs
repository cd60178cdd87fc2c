using System.ComponentModel;

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

    /// <summary>A script in benchmarks/pytorch, looked for from here upwards.</summary>
    /// <exception cref="FileNotFoundException">This program does not run inside the repository.</exception>
    public static string Script(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "benchmarks", "pytorch", name) is var path && File.Exists(path))
                return path;
        throw new FileNotFoundException($"There is no benchmarks/pytorch/{name} above {AppContext.BaseDirectory}; run this from a clone.");
    }
}
