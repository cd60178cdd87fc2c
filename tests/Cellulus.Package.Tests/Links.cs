using System.Text.RegularExpressions;

namespace Cellulus.Package.Tests;

/// <summary>Finds the links of a Markdown page that stay in the repository.</summary>
internal static partial class Links
{
    public static IEnumerable<string> In(string markdown) => Target().Matches(markdown)
        .Select(match => match.Groups[1].Value.Split('#')[0])
        .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Target();
}
