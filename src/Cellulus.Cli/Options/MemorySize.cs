using System.Globalization;

namespace Cellulus.Cli.Options;

/// <summary>Amounts of memory as people write them: 512MiB, 2GiB, 1.5 GB, or bytes.</summary>
internal static class MemorySize
{
    private static readonly (string Unit, double Bytes)[] s_units =
    [
        ("KIB", 1024), ("MIB", 1 << 20), ("GIB", 1 << 30), ("TIB", 1L << 40), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1), ("", 1),
    ];

    /// <summary>The number of bytes, or null when the text is no such amount.</summary>
    public static long? Parse(string text)
    {
        string upper = text.Trim().ToUpperInvariant();
        (string unit, double bytes) = s_units.First(u => upper.EndsWith(u.Unit, StringComparison.Ordinal));
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite;
        bool isNumber = double.TryParse(upper[..^unit.Length], Style, CultureInfo.InvariantCulture, out double number);
        return isNumber && number * bytes is >= 1 and < long.MaxValue ? (long)(number * bytes) : null;
    }
}
