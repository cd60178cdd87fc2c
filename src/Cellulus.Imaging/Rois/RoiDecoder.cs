using System.Buffers.Binary;

namespace Cellulus.Imaging;

/// <summary>Reads the bytes of one ROI.</summary>
internal static class RoiDecoder
{
    /// <summary>Kinds of things on an image that are stored as areas.</summary>
    private const int Text = 1, Picture = 4;

    /// <summary>Decodes.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Name of the ROI.</param>
    /// <exception cref="InvalidDataException">The bytes are no ROI, end early, or are a ROI without an area.</exception>
    public static Roi Decode(ReadOnlySpan<byte> bytes, string name)
    {
        if (!bytes.StartsWith(RoiFields.Magic))
            throw new InvalidDataException("is no ROI of ImageJ: it does not begin with 'Iout'");
        if (bytes.Length < RoiFields.HeaderLength)
            throw CutOff();
        return new Roi(name, bytes.Length, ReadRings(bytes));
    }

    private static IReadOnlyList<IEnumerable<RoiPoint>> ReadRings(ReadOnlySpan<byte> bytes)
    {
        var type = (RoiType)bytes[RoiFields.Type];
        int pathLength = Int32(bytes, RoiFields.PathLength);
        if (pathLength > 0)
            return RoiPath.Read(ReadFloats(bytes, RoiFields.HeaderLength, pathLength));
        int subtype = Int16(bytes, RoiFields.Subtype);
        return type switch
        {
            RoiType.Rectangle when subtype is Text or Picture => throw NoArea(subtype == Text ? "a text" : "a picture"),
            RoiType.Rectangle => [RoiPath.RoundedRectangle(ReadBox(bytes), Int16(bytes, RoiFields.ArcSize) / 2.0, Int16(bytes, RoiFields.ArcSize) / 2.0)],
            RoiType.Oval when ReadBox(bytes) is var box => [RoiPath.RoundedRectangle(box, box.Width / 2, box.Height / 2)],
            RoiType.Polygon or RoiType.Freehand or RoiType.Traced => [ReadOutline(bytes)],
            RoiType.Line or RoiType.FreehandLine or RoiType.SegmentedLine => throw NoArea("a line"),
            RoiType.Angle => throw NoArea("an angle"),
            RoiType.Points => throw NoArea("made of points"),
            RoiType.None => throw NoArea("empty"),
            _ => throw new InvalidDataException($"is of type {(int)type}, which is unknown"),
        };
    }

    private static RoiBox ReadBox(ReadOnlySpan<byte> bytes)
    {
        if (IsReal(bytes, RoiFields.RealBoxes))
        {
            float[] box = ReadFloats(bytes, RoiFields.RealBox, 4);
            return new RoiBox(box[0], box[1], box[2], box[3]);
        }
        (int left, int top) = (Int16(bytes, RoiFields.Left), Int16(bytes, RoiFields.Top));
        return new RoiBox(left, top, Int16(bytes, RoiFields.Right) - left, Int16(bytes, RoiFields.Bottom) - top);
    }

    private static RoiPoint[] ReadOutline(ReadOnlySpan<byte> bytes)
    {
        int count = BinaryPrimitives.ReadUInt16BigEndian(bytes[RoiFields.Count..]);
        if (count == 0)
            count = Int32(bytes, RoiFields.LargeCount);
        const int PairLength = 2 * sizeof(short);
        if (count < 0 || (long)count * PairLength > bytes.Length - RoiFields.HeaderLength)
            throw CutOff();
        var points = new RoiPoint[count];
        if (IsReal(bytes, RoiFields.RealOutlines))
        {
            int start = RoiFields.HeaderLength + count * PairLength;
            float[] x = ReadFloats(bytes, start, count), y = ReadFloats(bytes, start + count * sizeof(float), count);
            for (int i = 0; i < count; i++)
                points[i] = new RoiPoint(x[i], y[i]);
            return points;
        }
        (int left, int top) = (Int16(bytes, RoiFields.Left), Int16(bytes, RoiFields.Top));
        ReadOnlySpan<byte> columns = bytes.Slice(RoiFields.HeaderLength, count * sizeof(short)), rows = bytes.Slice(RoiFields.HeaderLength + columns.Length, columns.Length);
        for (int i = 0; i < count; i++)
            points[i] = new RoiPoint(left + Math.Max(0, Int16(columns, i * sizeof(short))), top + Math.Max(0, Int16(rows, i * sizeof(short))));
        return points;
    }

    private static bool IsReal(ReadOnlySpan<byte> bytes, int since) =>
        (Int16(bytes, RoiFields.Options) & RoiFields.SubPixel) != 0 && Int16(bytes, RoiFields.Version) >= since;

    private static float[] ReadFloats(ReadOnlySpan<byte> bytes, int start, int count)
    {
        if ((long)start + (long)count * sizeof(float) > bytes.Length)
            throw CutOff();
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleBigEndian(bytes[(start + i * sizeof(float))..]);
            if (!float.IsFinite(values[i]))
                throw new InvalidDataException("has a coordinate that is not finite; the file is damaged");
        }
        return values;
    }

    private static int Int32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);

    /// <summary>A place a little left of the image or above it, or one far to the right: what is very negative is meant without a
    /// sign.</summary>
    private static int Int16(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadInt16BigEndian(bytes[at..]) is >= -5000 and var value ? value : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static InvalidDataException CutOff() => new("ends before its coordinates do; the file is damaged or cut short");

    private static InvalidDataException NoArea(string what) => new($"is {what}; only areas can be objects. Remove it from the set, or outline the object");
}
