using System.Globalization;

namespace Cellulus.Cli.Options;

/// <summary>
/// An amount of memory as people write it: <c>600MB</c>, <c>1.5 GiB</c>, <c>2048</c> (bytes). KB, MB, GB and TB count in
/// thousands, KiB, MiB, GiB and TiB in 1024; upper and lower case are alike.
/// </summary>
internal static class ByteSize
{
    private const string Digits = "0123456789.";

    /// <summary>Reads a size.</summary>
    /// <param name="text">The size, with or without blanks around its unit.</param>
    /// <returns>Whole bytes, at least one; <see langword="null"/> if the text is no size.</returns>
    public static long? Parse(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        int split = trimmed.IndexOfAnyExcept(Digits);
        ReadOnlySpan<char> number = split < 0 ? trimmed : trimmed[..split];
        string unit = split < 0 ? "" : trimmed[split..].Trim().ToString().ToUpperInvariant();
        if (UnitBytes(unit) is not { } bytes || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
            return null;
        // A decimal holds any such number exactly; what does not fit a long is more than any machine has.
        return value is > 0 and < long.MaxValue / 1000 && value * bytes is >= 1 and <= long.MaxValue and var size ? (long)size : null;
    }

    private static decimal? UnitBytes(string unit) => unit switch
    {
        "" or "B" => 1,
        "KB" or "K" => 1000,
        "MB" or "M" => 1000 * 1000,
        "GB" or "G" => 1000 * 1000 * 1000,
        "TB" or "T" => 1000m * 1000 * 1000 * 1000,
        "KIB" => 1 << 10,
        "MIB" => 1 << 20,
        "GIB" => 1 << 30,
        "TIB" => 1L << 40,
        _ => null,
    };
}
