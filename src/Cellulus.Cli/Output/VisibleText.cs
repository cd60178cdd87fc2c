using System.Globalization;

namespace Cellulus.Cli.Output;

/// <summary>
/// Text as it may reach a terminal. Names come from files and may hold anything: what a terminal would obey is escaped
/// (<see cref="Quoted"/>), and a line that nobody could
/// read is cut in its middle, since it begins with where and ends with what to do.
/// </summary>
internal static class VisibleText
{
    /// <summary>Longest line, in characters, and what is kept of a longer one.</summary>
    private const int Longest = 2000, Beginning = 1200, End = 400;

    /// <summary>One line of text, made visible and short.</summary>
    public static string Line(string text)
    {
        // Shortened first: what is left out need not be looked at.
        if (text.Length > Longest)
            text = $"{text.AsSpan(0, Beginning)} [... {(text.Length - Beginning - End).ToString("N0", CultureInfo.InvariantCulture)} characters ...] {text.AsSpan(text.Length - End)}";
        return Quoted.Visible(text);
    }

    /// <summary>Several lines, each for itself.</summary>
    public static string Lines(string text) => text.Contains('\n') ? string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line)) : Line(text);
}
