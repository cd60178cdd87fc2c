using System.Diagnostics;
using Xunit;

namespace Cellulus.Imaging.Tests;

/// <summary>Other people's programs that write or read TIFF, where they are installed.</summary>
internal static class ExternalProgram
{
    private const string SystemPython = "/usr/bin/python3";

    public static bool HasTiffTools { get; } = Find("tiffcp") is not null && Find("tiffset") is not null;

    public static string? Python { get; } =
        Find(SystemPython) is { } python && TryRun(python, ["-c", "import tifffile, numpy, PIL"]) ? python : null;

    /// <summary>Runs a program to its end and returns what it printed; fails the test when the program fails.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }

    private static bool TryRun(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

/// <summary>A test that needs libtiff's tools; skipped, with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TiffToolsTheoryAttribute : TheoryAttribute
{
    public TiffToolsTheoryAttribute()
    {
        if (!ExternalProgram.HasTiffTools)
            Skip = "tiffcp and tiffset (libtiff-tools) are not installed.";
    }
}

/// <summary>A test that needs Python with tifffile and Pillow; skipped, with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TifffileFactAttribute : FactAttribute
{
    public TifffileFactAttribute()
    {
        if (ExternalProgram.Python is null)
            Skip = "A system Python with tifffile, numpy and Pillow is not installed.";
    }
}
