using System.Buffers.Binary;
using System.IO.Compression;

namespace Cellulus.Imaging.Tests.Rois;

/// <summary>Puts ROI files together byte by byte, as the description of the format has them.</summary>
internal static class RoiBuilder
{
    public const int Polygon = 0, Rectangle = 1, Oval = 2, Line = 3, Freehand = 7, Traced = 8, Points = 10;

    public static byte[] Of(int type, int left, int top, int right, int bottom, int version = 227, int subtype = 0, int options = 0, int arc = 0)
    {
        var bytes = new byte[64];
        "Iout"u8.CopyTo(bytes);
        Set(bytes, 4, version);
        bytes[6] = (byte)type;
        Set(bytes, 8, top);
        Set(bytes, 10, left);
        Set(bytes, 12, bottom);
        Set(bytes, 14, right);
        Set(bytes, 48, subtype);
        Set(bytes, 50, options);
        Set(bytes, 54, arc);
        return bytes;
    }

    /// <summary>A polygon by its corners; whole numbers from its box, and where there are fractions real numbers behind them.</summary>
    public static byte[] Outline((double X, double Y)[] corners, int type = Polygon, bool isReal = false, int version = 227)
    {
        int left = (int)corners.Min(c => c.X), top = (int)corners.Min(c => c.Y);
        byte[] head = Of(type, left, top, (int)Math.Ceiling(corners.Max(c => c.X)), (int)Math.Ceiling(corners.Max(c => c.Y)), version, options: isReal ? 128 : 0);
        Set(head, 16, corners.Length);
        var words = new byte[4 * corners.Length];
        for (int i = 0; i < corners.Length; i++)
        {
            Set(words, 2 * i, (int)corners[i].X - left);
            Set(words, 2 * (corners.Length + i), (int)corners[i].Y - top);
        }
        return [.. head, .. words, .. isReal ? Floats([.. corners.Select(c => (float)c.X), .. corners.Select(c => (float)c.Y)]) : []];
    }

    public static byte[] Composite(params float[] path)
    {
        byte[] head = Of(Rectangle, 0, 0, 0, 0);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(36), path.Length);
        return [.. head, .. Floats(path)];
    }

    /// <summary>A rectangle or oval whose box is told in fractions.</summary>
    public static byte[] RealBox(int type, float x, float y, float width, float height)
    {
        byte[] bytes = Of(type, (int)x, (int)y, (int)(x + width), (int)(y + height), options: 128);
        Floats([x, y, width, height]).CopyTo(bytes, 18);
        return bytes;
    }

    public static void WriteSet(string path, params (string Name, byte[] Roi)[] rois)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach ((string name, byte[] roi) in rois)
        {
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(roi);
        }
    }

    private static byte[] Floats(float[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }

    private static void Set(byte[] bytes, int at, int value) => BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
}
