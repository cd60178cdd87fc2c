using System.Globalization;
using System.Text;

namespace Cellulus;

/// <summary>
/// Text that others wrote (names in files, names of files) as part of a message. A terminal would obey its control characters, and text
/// that runs backwards would hide what it says: they are shown as escapes.
/// </summary>
internal static class Quoted
{
    /// <summary>Characters of a name that a message repeats; it may have millions.</summary>
    private const int MostShown = 80;

    private const string Omission = "...";

    /// <summary>A name in quotes, on one line, escaped, and cut where it is longer than anybody reads.</summary>
    public static string Name(string name)
    {
        if (name.Length <= MostShown)
            return $"'{Escape(name)}'";
        // Never through the middle of a surrogate pair.
        int end = MostShown - Omission.Length;
        return $"'{Escape(name.AsSpan(0, char.IsHighSurrogate(name[end - 1]) ? end - 1 : end))}{Omission}'";
    }

    /// <summary>A whole message, escaped. It keeps its own line breaks.</summary>
    public static string Message(string message) => Escape(message, keep: '\n');

    private static string Escape(ReadOnlySpan<char> text, char? keep = null)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == keep || IsHarmless(rune))
                escaped.Append(rune);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }
        return escaped.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
