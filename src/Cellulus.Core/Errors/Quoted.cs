using System.Buffers;
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

    /// <summary>Characters of a message: more than of any path.</summary>
    private const int LongestMessage = 8000;

    private const string Omission = "...";

    /// <summary>A name in quotes, on one line, escaped, and cut where it is longer than anybody reads.</summary>
    public static string Name(string name) => $"'{Escape(name, MostShown)}'";

    /// <summary>A whole message, escaped. It keeps its own line breaks.</summary>
    public static string Message(string message) => Escape(message, LongestMessage, keep: '\n');

    /// <summary>All of a text, escaped.</summary>
    /// <param name="text">Text.</param>
    /// <param name="keep">A control character that stays as it is.</param>
    public static string Visible(string text, char? keep = null)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var escaped = new StringBuilder(text.Length);
        for (int i = 0, length; i < text.Length; i += length)
            // Half of a surrogate pair is no character.
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out length) == OperationStatus.Done && (rune.Value == keep || IsHarmless(rune)))
                escaped.Append(rune);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(length == 1 ? text[i] : rune.Value):X4}");
        return escaped.ToString();
    }

    private static string Escape(string text, int most, char? keep = null)
    {
        int end = text.Length <= most ? text.Length : most - Omission.Length;
        // Never through the middle of a surrogate pair.
        if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
            end--;
        return Visible(text[..end], keep) + (end < text.Length ? Omission : "");
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
