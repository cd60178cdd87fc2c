using System.Diagnostics;
using Xunit;

namespace Cellulus.Tests;

/// <summary>A Python interpreter of the machine, for comparing with what Python reads and writes.</summary>
internal static class Python
{
    private static readonly string[] Candidates = ["python3", "/usr/bin/python3", "python"];

    private static readonly Lazy<string?> PlainInterpreter = new(() => Find("sys"));
    private static readonly Lazy<string?> TorchInterpreter = new(() => Find("torch"));

    /// <summary>An interpreter that has its standard library; null where there is none.</summary>
    public static string? Plain => PlainInterpreter.Value;

    /// <summary>An interpreter that has torch; null where there is none.</summary>
    public static string? WithTorch => TorchInterpreter.Value;

    /// <summary>Runs an interpreter to its end and returns what it printed.</summary>
    public static string Run(string interpreter, params string[] arguments)
    {
        (int exitCode, string output, string errors) = Start(interpreter, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{interpreter} ended with {exitCode}: {errors}");
    }

    private static string? Find(string module) => Array.Find(Candidates, candidate =>
    {
        try
        {
            // Looks for the module without the seconds that importing torch takes.
            return Start(candidate, ["-c", $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)"]).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    private static (int ExitCode, string Output, string Errors) Start(string interpreter, string[] arguments)
    {
        var start = new ProcessStartInfo(interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}

/// <summary>A test that runs Python; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (Python.Plain is null)
            Skip = "There is no Python 3 on this machine.";
    }
}

/// <summary>A test that runs PyTorch; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyTorchFactAttribute : FactAttribute
{
    public PyTorchFactAttribute()
    {
        if (Python.WithTorch is null)
            Skip = "There is no Python 3 with torch on this machine.";
    }
}
