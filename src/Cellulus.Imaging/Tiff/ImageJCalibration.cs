using System.Numerics;
using System.Runtime.InteropServices;

namespace Cellulus.Imaging;

/// <summary>
/// What the stored values of an 8- or 16-bit image of ImageJ stand for: a polynomial of them. ImageJ keeps 16-bit images with a sign as
/// unsigned ones with the calibration -32768 + value.
/// </summary>
/// <param name="coefficients">Of the powers 0, 1 and so on.</param>
/// <param name="clipsAtZero">Values below zero are zero.</param>
internal sealed class ImageJCalibration(double[] coefficients, bool clipsAtZero)
{
    private const int HighestPolynomial = 3;

    /// <summary>Reads a calibration; null where there is none, or one that is no polynomial or changes nothing.</summary>
    /// <param name="function">The number of the function: 0 is a line, 1 to 3 are polynomials of degree 2 to 4.</param>
    /// <param name="coefficients">Its coefficients.</param>
    /// <param name="clipsAtZero">Values below zero are zero.</param>
    public static ImageJCalibration? Create(double function, double[] coefficients, bool clipsAtZero)
    {
        bool isPolynomial = function is >= 0 and <= HighestPolynomial && coefficients.Length == (int)function + 2 && coefficients.All(double.IsFinite);
        return !isPolynomial || coefficients.AsSpan().SequenceEqual([0, 1]) ? null : new ImageJCalibration(coefficients, clipsAtZero);
    }

    /// <summary>The type of the values of samples of a type; null where samples of it are not calibrated.</summary>
    public PixelType? TypeOf(PixelType stored) => stored switch
    {
        PixelType.UInt16 when coefficients.AsSpan().SequenceEqual([short.MinValue, 1]) && !clipsAtZero => PixelType.Int16,
        PixelType.UInt8 when coefficients.AsSpan().SequenceEqual([sbyte.MinValue, 1]) && !clipsAtZero => PixelType.Int8,
        PixelType.UInt8 or PixelType.UInt16 => PixelType.Float32,
        _ => null,
    };

    /// <summary>The values of samples.</summary>
    /// <param name="samples">Samples of the stored type.</param>
    /// <param name="stored">That type, one that is calibrated.</param>
    /// <param name="values">Values of the type that <see cref="TypeOf"/> tells.</param>
    public void Apply(ReadOnlySpan<byte> samples, PixelType stored, Span<byte> values)
    {
        switch (TypeOf(stored))
        {
            case PixelType.Int16: Apply(MemoryMarshal.Cast<byte, ushort>(samples), MemoryMarshal.Cast<byte, short>(values)); break;
            case PixelType.Int8: Apply(samples, MemoryMarshal.Cast<byte, sbyte>(values)); break;
            case PixelType.Float32 when stored == PixelType.UInt8: Apply(samples, MemoryMarshal.Cast<byte, float>(values)); break;
            case PixelType.Float32: Apply(MemoryMarshal.Cast<byte, ushort>(samples), MemoryMarshal.Cast<byte, float>(values)); break;
            default: throw new ArgumentOutOfRangeException(nameof(stored), stored, "Not calibrated.");
        }
    }

    private void Apply<TFrom, TTo>(ReadOnlySpan<TFrom> samples, Span<TTo> values) where TFrom : INumber<TFrom> where TTo : INumber<TTo>
    {
        for (int i = 0; i < samples.Length; i++)
        {
            double sample = double.CreateTruncating(samples[i]), value = 0;
            for (int power = coefficients.Length - 1; power >= 0; power--)
                value = value * sample + coefficients[power];
            values[i] = TTo.CreateTruncating(clipsAtZero ? Math.Max(0, value) : value);
        }
    }
}
