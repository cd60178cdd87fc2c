using Xunit;

namespace Cellulus.Tests;

/// <summary>Real images with truth, kept beside the project and never in it.</summary>
internal static class RealData
{
    /// <summary>The folder of the data sets, or null where it is absent. CELLULUS_DATA names another place.</summary>
    public static string? Folder { get; } = Find();

    public static string Set(string name) => Path.Combine(Folder!, name);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CELLULUS_DATA") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data") is var data && Directory.Exists(Path.Combine(data, "dsb-fluo-256")))
                return data;
        return null;
    }
}

/// <summary>A test on real images; skipped, with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute()
    {
        if (RealData.Folder is null)
            Skip = "The folder of real images (shared/data beside the project, or CELLULUS_DATA) is absent.";
    }
}
