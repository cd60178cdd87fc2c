using System.Buffers.Binary;

namespace Cellulus.Imaging;

/// <summary>Writes the bytes of one ROI: a traced outline, or a composite where there are several rings.</summary>
internal static class RoiEncoder
{
    /// <summary>Places are told in 16 bits with a sign.</summary>
    public const int LargestSide = short.MaxValue;

    private const int WrittenVersion = 227;

    /// <summary>Encodes.</summary>
    /// <param name="rings">Borders whose corners are whole numbers, see <see cref="Roi.Rings"/>.</param>
    /// <param name="box">Where they lie.</param>
    public static byte[] Encode(IReadOnlyList<RoiPoint[]> rings, GridBox box)
    {
        bool isOutline = rings.Count == 1 && rings[0].Length <= ushort.MaxValue;
        byte[] coordinates = isOutline ? Corners(rings[0], box) : Path(rings);
        var bytes = new byte[RoiFields.HeaderLength + coordinates.Length];
        RoiFields.Magic.CopyTo(bytes);
        Set16(RoiFields.Version, WrittenVersion);
        bytes[RoiFields.Type] = (byte)(isOutline ? RoiType.Traced : RoiType.Rectangle);
        Set16(RoiFields.Top, box.Y0);
        Set16(RoiFields.Left, box.X0);
        Set16(RoiFields.Bottom, box.Y1);
        Set16(RoiFields.Right, box.X1);
        if (isOutline)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(RoiFields.Count), (ushort)rings[0].Length);
        else
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(RoiFields.PathLength), coordinates.Length / sizeof(float));
        coordinates.CopyTo(bytes.AsSpan(RoiFields.HeaderLength));
        return bytes;

        void Set16(int at, int value) => BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(at), checked((short)value));
    }

    /// <summary>All columns, then all rows, from those of the box.</summary>
    private static byte[] Corners(RoiPoint[] ring, GridBox box)
    {
        var bytes = new byte[2 * sizeof(short) * ring.Length];
        for (int i = 0; i < ring.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(sizeof(short) * i), (short)(ring[i].X - box.X0));
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(sizeof(short) * (ring.Length + i)), (short)(ring[i].Y - box.Y0));
        }
        return bytes;
    }

    private static byte[] Path(IReadOnlyList<RoiPoint[]> rings)
    {
        var path = new List<float>();
        foreach (RoiPoint[] ring in rings)
        {
            for (int i = 0; i < ring.Length; i++)
                path.AddRange((float)(i == 0 ? RoiSegment.Move : RoiSegment.Line), (float)ring[i].X, (float)ring[i].Y);
            path.Add((float)RoiSegment.Close);
        }
        var bytes = new byte[sizeof(float) * path.Count];
        for (int i = 0; i < path.Count; i++)
            BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(sizeof(float) * i), path[i]);
        return bytes;
    }
}
