using System.Globalization;

namespace Cellulus.Benchmarks.Quality;

/// <summary>Text that is the same in every country.</summary>
internal static class Text
{
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A score to three digits; a dash where there is none.</summary>
    public static string Score(double? value) => value is { } known ? Of($"{known:0.000}") : "–";

    /// <summary>F1 and SEG.</summary>
    public static string Scores(Figures? figures) => figures is null ? "–" : $"{Score(figures.F1)} / {Score(figures.Seg)}";

    public static string Seconds(double? value) => value is { } known ? known < 10 ? Of($"{known:0.00}") : Of($"{known:0}") : "–";

    /// <summary>A difference of scores with its sign.</summary>
    public static string Difference(double value) => Of($"{value:+0.000;-0.000;0.000}");
}
