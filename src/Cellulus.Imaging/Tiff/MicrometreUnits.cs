namespace Cellulus.Imaging;

/// <summary>Units of length in image metadata.</summary>
internal static class MicrometreUnits
{
    /// <summary>Micrometres in a unit as ImageJ, OME and people write it; null for anything that is no physical length, as "pixel".</summary>
    public static double? Parse(string? unit) => unit?.Trim().Replace("\\u00B5", "\u00B5", StringComparison.OrdinalIgnoreCase).ToLowerInvariant() switch
    {
        "\u00B5m" or "\u03BCm" or "um" or "micron" or "microns" or "micrometer" or "micrometers" or "micrometre" or "micrometres" => 1,
        "nm" or "nanometer" or "nanometers" or "nanometre" or "nanometres" => 1e-3,
        "pm" => 1e-6,
        "\u00E5" or "\u212B" or "angstrom" => 1e-4,
        "mm" or "millimeter" or "millimeters" or "millimetre" or "millimetres" => 1e3,
        "cm" or "centimeter" or "centimeters" or "centimetre" or "centimetres" => 1e4,
        "m" or "meter" or "metre" => 1e6,
        "inch" or "inches" or "in" => 25_400,
        _ => null,
    };

    /// <summary>A length that makes sense as a pixel's.</summary>
    public static bool IsLength(double? um) => um is > 0 and < double.PositiveInfinity;
}
