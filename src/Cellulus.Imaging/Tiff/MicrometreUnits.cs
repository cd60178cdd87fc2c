using System.Globalization;
using System.Text.RegularExpressions;

namespace Cellulus.Imaging;

/// <summary>Units of length in image metadata.</summary>
internal static partial class MicrometreUnits
{
    /// <summary>Micrometres in a unit as ImageJ, OME and people write it; null for anything that is no physical length, as
    /// "pixel".</summary>
    public static double? Parse(string? unit) => Unescaped(unit)?.Trim().ToLowerInvariant() switch
    {
        "\u00B5m" or "\u03BCm" or "\u00C2\u00B5m" or "\u00E2\u00B5m" or "um" or "micron" or "microns" or "micrometer" or "micrometers" or "micrometre" or "micrometres" => 1,
        "nm" or "nanometer" or "nanometers" or "nanometre" or "nanometres" => 1e-3,
        "pm" => 1e-6,
        "\u00E5" or "\u212B" or "angstrom" => 1e-4,
        "mm" or "millimeter" or "millimeters" or "millimetre" or "millimetres" => 1e3,
        "cm" or "centimeter" or "centimeters" or "centimetre" or "centimetres" => 1e4,
        "m" or "meter" or "meters" or "metre" or "metres" => 1e6,
        "inch" or "inches" or "in" => 25_400,
        _ => null,
    };

    /// <summary>A length that makes sense as a pixel's.</summary>
    public static bool IsLength(double? um) => um is > 0 and < double.PositiveInfinity;

    /// <summary>A size that pixels of a microscope have: 0.1 nm to 25 um.</summary>
    public static bool IsPixel(double um) => um is >= 1e-4 and <= 25;

    /// <summary>The distance of slices: its sign tells which way they were taken, and nothing of the volume; null for one that makes no
    /// sense.</summary>
    public static double? Spacing(double? um) => IsLength(Math.Abs(um ?? 0)) ? Math.Abs(um!.Value) : null;

    /// <summary>Characters that ImageJ writes as \u and four hexadecimal digits.</summary>
    private static string? Unescaped(string? text) => text is null ? null : EscapedCharacter().Replace(
        text, escape => ((char)int.Parse(escape.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"\\[uU][0-9a-fA-F]{4}")]
    private static partial Regex EscapedCharacter();
}
