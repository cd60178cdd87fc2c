using Xunit;

namespace Cellulus.Tests;

/// <summary>Small files of kinds that were misread once, kept beside the project and never in it.</summary>
internal static class SharedCases
{
    /// <summary>The folder of the cases, or null where it is absent.</summary>
    public static string? Folder { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Folder!, .. parts]);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "cases") is var cases && Directory.Exists(cases))
                return cases;
        return null;
    }
}

/// <summary>A test on such files; skipped, with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedCasesTheoryAttribute : TheoryAttribute
{
    public SharedCasesTheoryAttribute()
    {
        if (SharedCases.Folder is null)
            Skip = "The folder of cases (shared/cases beside the project) is absent.";
    }
}
