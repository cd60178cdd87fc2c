using System.Globalization;

namespace Cellulus.Imaging;

/// <summary>Axes of planes as a person writes them: "TYX", "TC2YX". See <see cref="TiffReadOptions.Axes"/>.</summary>
internal sealed class SaidAxes
{
    private readonly string _text;
    private readonly List<(char Axis, int? Extent)> _axes;

    private SaidAxes(string text, List<(char Axis, int? Extent)> axes, bool keepsSamples) => (_text, _axes, KeepsSamples) = (text, axes, keepsSamples);

    /// <summary>Samples of a pixel stay channels, even where they are stored as planes.</summary>
    public bool KeepsSamples { get; }

    /// <summary>Reads axes; null where the text is none.</summary>
    public static SaidAxes? Parse(string text)
    {
        string letters = text.Trim().ToUpperInvariant();
        var axes = new List<(char Axis, int? Extent)>();
        bool samples = false;
        if (letters.EndsWith("YXS", StringComparison.Ordinal) || letters.EndsWith("YX", StringComparison.Ordinal))
        {
            samples = letters[^1] == 'S';
            letters = letters[..^(samples ? 3 : 2)];
        }
        for (int at = 0; at < letters.Length;)
        {
            char axis = letters[at++];
            int end = at;
            while (end < letters.Length && char.IsAsciiDigit(letters[end]))
                end++;
            int? extent = null;
            if (end > at)
            {
                if (!int.TryParse(letters.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0)
                    return null;
                extent = number;
            }
            if (axis == 'S' && extent is null && !samples)
                samples = true;
            else if ("CZT".Contains(axis, StringComparison.Ordinal) && axes.TrueForAll(a => a.Axis != axis))
                axes.Add((axis, extent));
            else
                return null;
            at = end;
        }
        return axes.Count == 0 && !samples && text.Trim().Length == 0 ? null : new SaidAxes(text.Trim(), axes, samples);
    }

    /// <summary>The axes of so many planes.</summary>
    /// <param name="planes">Planes of the file.</param>
    /// <param name="told">What the metadata say, whose extents stand in for those left out.</param>
    /// <exception cref="InvalidDataException">The extents do not make up the planes, or are not known.</exception>
    public TiffAxes Of(int planes, TiffAxes? told)
    {
        int open = _axes.Count(a => a.Extent is null);
        List<(char Axis, int? Extent)> axes = open < 2 || told is null ? _axes : [.. _axes.Select(a => (a.Axis, a.Extent ?? told.Extent(a.Axis)))];
        open = axes.Count(a => a.Extent is null);
        if (open > 1)
            throw new InvalidDataException($"the axes \"{_text}\" leave open how many of its {planes} planes belong to each; write all of them but one with a number, such as TC2YX");
        Int128 known = 1;
        foreach ((_, int? extent) in axes)
            known = Int128.Min(known * (extent ?? 1), int.MaxValue + (Int128)1);
        if (open == 0 ? known != planes : planes % known != 0)
            throw new InvalidDataException($"the axes \"{_text}\" do not fit its {planes} planes");
        Dictionary<char, int> extents = axes.ToDictionary(a => a.Axis, a => a.Extent ?? (int)(planes / known));
        string order = new([.. axes.Select(a => a.Axis).Reverse(), .. "CZT".Except(extents.Keys)]);
        return TiffAxes.Regular(order, Extent('C'), Extent('Z'), Extent('T'));

        int Extent(char axis) => extents.GetValueOrDefault(axis, 1);
    }
}
