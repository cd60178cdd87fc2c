using System.Globalization;

namespace Cellulus.Cli.Output;

/// <summary>Numbers of things, in words that fit one of them, too.</summary>
internal static class Counted
{
    /// <param name="count">How many.</param>
    /// <param name="thing">Name of one; an s makes it several.</param>
    public static string Of(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
