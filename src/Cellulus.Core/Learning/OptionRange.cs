using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cellulus;

/// <summary>Checks values of options when they are set, so that a wrong one is told where it was given.</summary>
internal static class OptionRange
{
    /// <summary>Largest number of optimizer steps.</summary>
    public const int MostIterations = 1_000_000;

    /// <summary>Gives back a value that lies in a range.</summary>
    /// <param name="value">The value.</param>
    /// <param name="least">Least that is allowed.</param>
    /// <param name="most">Most that is allowed.</param>
    /// <param name="name">Name of the option.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public static T Check<T>(T value, T least, T most, [CallerMemberName] string name = "")
        where T : INumber<T> => value >= least && value <= most
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"{name} is {least} to {most}."));

    /// <summary>The same where nothing may be given.</summary>
    /// <inheritdoc cref="Check{T}(T, T, T, string)"/>
    public static T? Check<T>(T? value, T least, T most, [CallerMemberName] string name = "")
        where T : struct, INumber<T> => value is { } given ? Check(given, least, most, name) : null;

    /// <summary>Side of a training crop: a multiple of 4 that leaves something of the crop to the output.</summary>
    /// <inheritdoc cref="Check{T}(T, T, T, string)"/>
    public static int? CropSide(int? value, [CallerMemberName] string name = "") => Check(value, 44, 4096, name) is { } side && side % 4 != 0
        ? throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} is a multiple of 4.") : value;

    /// <summary>Highest learning rate: above 0 and below 1.</summary>
    /// <inheritdoc cref="Check{T}(T, T, T, string)"/>
    public static double LearningRate(double value, [CallerMemberName] string name = "") => value is > 0 and < 1
        ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} lies above 0 and below 1.");

    /// <inheritdoc cref="LearningRate(double, string)"/>
    public static double? LearningRate(double? value, [CallerMemberName] string name = "") => value is { } given ? LearningRate(given, name) : null;

    /// <summary>Weight decay: 0 or more and below 1.</summary>
    /// <inheritdoc cref="Check{T}(T, T, T, string)"/>
    public static double WeightDecay(double value, [CallerMemberName] string name = "") => value is >= 0 and < 1
        ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} lies between 0 and 1.");

    /// <summary>Number of threads: at least 1.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public static int Threads(int value) => value >= 1
        ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one thread is needed.");
}
