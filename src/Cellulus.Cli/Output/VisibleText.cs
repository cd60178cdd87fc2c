using System.Globalization;
using System.Text;

namespace Cellulus.Cli.Output;

/// <summary>
/// Text as it may reach a terminal. Names come from files and may hold anything: what a terminal would obey is shown as <c>\u001B</c>, and a line that nobody could read
/// is cut in its middle, since it begins with where and ends with what to do.
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
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var visible = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
            if (IsHarmless(text, i))
                visible.Append(text[i]);
            else
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
        return visible.ToString();
    }

    /// <summary>Several lines, each for itself.</summary>
    public static string Lines(string text) => text.Contains('\n') ? string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line)) : Line(text);

    private static bool IsHarmless(string text, int index)
    {
        char c = text[index];
        if (char.IsSurrogate(c))
            return char.IsSurrogatePair(text, char.IsHighSurrogate(c) ? index : Math.Max(0, index - 1));
        // Marks that turn the direction of what follows make one name look like another.
        return !char.IsControl(c) && c is not ('\u2028' or '\u2029' or '\u061C' or '\uFEFF' or '\u200E' or '\u200F')
            && c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069');
    }
}
