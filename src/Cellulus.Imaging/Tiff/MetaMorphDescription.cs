using System.Text;

namespace Cellulus.Imaging;

/// <summary>
/// What MetaMorph stacks (STK) tell in private tags. Such a stack has one directory; its planes follow each other, and a tag of six
/// numbers a plane says how many there are: the distance from the plane before as a fraction, and four of dates and times.
/// </summary>
internal sealed class MetaMorphDescription
{
    private const int PlaneBytes = 24, DateAndTime = 8, PairBytes = 8, MostPairs = 256, LongestUnit = 64;
    private const uint IsCalibrated = 3, CalibrationX = 4, CalibrationY = 5, CalibrationUnit = 6;

    private readonly TiffInput _input;
    private readonly Dictionary<uint, uint> _values;
    private readonly double? _distance;

    private MetaMorphDescription(TiffInput input, int planes, double? distance, Dictionary<uint, uint> values)
    {
        _input = input;
        Planes = planes;
        _distance = distance;
        _values = values;
    }

    /// <summary>Planes of the stack.</summary>
    public int Planes { get; }

    /// <summary>Slices of a volume if the planes lie apart from each other, else time points.</summary>
    public PageAxis Axis => _distance is null ? PageAxis.Frames : PageAxis.Slices;

    /// <summary>Reads the tags; null where they are absent.</summary>
    /// <exception cref="ImageFileException">More planes are announced than the file can tell of.</exception>
    public static MetaMorphDescription? Read(TiffDirectory first, TiffInput input)
    {
        if (first.Place(TiffTag.MetaMorphPlanes) is not { Count: > 0 } place)
            return null;
        if (place.Count > input.Length / PlaneBytes)
            throw input.Fail($"its MetaMorph tag announces {place.Count} planes, more than its {input.Length} bytes can hold; the file is damaged.");
        var planes = new byte[(int)place.Count * PlaneBytes];
        input.Read(place.Offset, planes, "MetaMorph tag of planes");
        double?[] distances = [.. Enumerable.Range(0, (int)place.Count).Select(plane => Fraction(input, planes.AsSpan(plane * PlaneBytes)))];
        // Time-lapses can have distances, too, but for the first plane; then each plane has a time of its own.
        bool isVolume = Array.TrueForAll(distances, d => d is not null) || (Array.Exists(distances, d => d is not null) && !HaveOwnTimes(planes));
        return new MetaMorphDescription(input, (int)place.Count, isVolume ? Array.Find(distances, d => d is not null) : null, ReadValues(first, input));
    }

    private static bool HaveOwnTimes(ReadOnlySpan<byte> planes)
    {
        for (int at = PlaneBytes; at < planes.Length; at += PlaneBytes)
            if (planes.Slice(at + DateAndTime, 8).SequenceEqual(planes.Slice(at + DateAndTime - PlaneBytes, 8)))
                return false;
        return true;
    }

    /// <summary>The size of a pixel and the distance of slices, where the file has a calibration in a unit of length.</summary>
    public PixelSize? PixelSize()
    {
        if (_values.GetValueOrDefault(IsCalibrated) == 0 || MicrometreUnits.Parse(Unit()) is not { } unit)
            return null;
        double? x = unit * At(CalibrationX), y = unit * At(CalibrationY);
        return MicrometreUnits.IsLength(x) && MicrometreUnits.IsLength(y)
            ? new PixelSize(x!.Value, y!.Value, Planes > 1 ? MicrometreUnits.Spacing(unit * _distance) : null)
            : null;
    }

    /// <summary>Pairs of a key and a value, or of a key and the place of a value.</summary>
    private static Dictionary<uint, uint> ReadValues(TiffDirectory first, TiffInput input)
    {
        var values = new Dictionary<uint, uint>();
        if (first.Place(TiffTag.MetaMorphValues) is not { } place || first.TypeOf(TiffTag.MetaMorphValues) != TiffFieldType.Long)
            return values;
        var pairs = new byte[(int)Math.Min(place.Count, MostPairs) * PairBytes];
        if (!TryRead(input, place.Offset, pairs))
            return values;
        for (int at = 0; at < pairs.Length; at += PairBytes)
            values[input.UInt32(pairs.AsSpan(at))] = input.UInt32(pairs.AsSpan(at + 4));
        return values;
    }

    private double? At(uint key)
    {
        if (!_values.TryGetValue(key, out uint offset))
            return null;
        Span<byte> fraction = stackalloc byte[8];
        return TryRead(_input, offset, fraction) ? Fraction(_input, fraction) : null;
    }

    private string? Unit()
    {
        if (!_values.TryGetValue(CalibrationUnit, out uint offset))
            return null;
        Span<byte> bytes = stackalloc byte[LongestUnit];
        if (!TryRead(_input, offset, bytes[..4]))
            return null;
        int length = (int)Math.Min(_input.UInt32(bytes), LongestUnit);
        if (!TryRead(_input, offset + 4UL, bytes[..length]))
            return null;
        return Encoding.Latin1.GetString(bytes[..length]).Split('\0')[0];
    }

    /// <summary>Calibrations are no pixels: a place outside of the file tells none.</summary>
    private static bool TryRead(TiffInput input, ulong offset, Span<byte> bytes)
    {
        if (offset > input.Length || (ulong)bytes.Length > input.Length - offset)
            return false;
        input.Read(offset, bytes, "MetaMorph value");
        return true;
    }

    /// <summary>A fraction; null where it is zero or none.</summary>
    private static double? Fraction(TiffInput input, ReadOnlySpan<byte> bytes)
    {
        // Distances can be negative, as the stage moved.
        double numerator = (int)input.UInt32(bytes), denominator = (int)input.UInt32(bytes[4..]);
        return numerator == 0 || denominator == 0 ? null : numerator / denominator;
    }
}
