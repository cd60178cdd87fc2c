using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>
/// The embedded foreground of a streamed field, found by where points lie in embedding space. How far offsets lead out of each tile is
/// surveyed first, so no point of a wanted region is missed, however long its offset.
/// </summary>
internal sealed class StreamedPoints
{
    private readonly StreamedField _field;
    private readonly (EmbeddedPosition Least, EmbeddedPosition Greatest)[] _offsets;

    /// <summary>Surveys the field.</summary>
    public StreamedPoints(StreamedField field, StageExecution execution)
    {
        _field = field;
        _offsets = new (EmbeddedPosition, EmbeddedPosition)[field.Grid.Count];
        var bounds = new (EmbeddedPosition Least, EmbeddedPosition Greatest)[_offsets.Length];
        var counts = new long[_offsets.Length];
        ParallelWork.For(_offsets.Length, execution, tile =>
        {
            GridBox box = field.Grid[tile];
            EmbeddingField region = field.Read(box);
            int[] pixels = field.Foreground(region);
            counts[tile] = pixels.Length;
            bounds[tile] = Bounds(EmbeddedPoints.FromField(region, pixels, default, (box.Z0, box.Y0, box.X0)));
            _offsets[tile] = (OffsetBound(region, pixels, least: true), OffsetBound(region, pixels, least: false));
        });
        Count = counts.Sum();
        if (Count > 0)
            Frame = FrameOf([.. bounds.Where((_, tile) => counts[tile] > 0)]);
    }

    /// <summary>Foreground pixels.</summary>
    public long Count { get; }

    /// <summary>What coordinates are rounded to when they are summed: as for all points at once.</summary>
    public PointFrame Frame { get; } = new(default, 0);

    /// <summary>All points in a region of embedding space.</summary>
    public EmbeddedPoints In(EmbeddedBox region, CancellationToken cancellationToken)
    {
        List<double> x = [], y = [], z = [];
        for (int tile = 0; tile < _offsets.Length; tile++)
        {
            GridBox box = Origins(tile, region);
            if (box.IsEmpty)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            EmbeddingField part = _field.Read(box);
            EmbeddedPoints points = EmbeddedPoints.FromField(part, _field.Foreground(part), default, (box.Z0, box.Y0, box.X0));
            for (int i = 0; i < points.Count; i++)
                if (points[i] is var p && region.Contains(p))
                {
                    x.Add(p.X);
                    y.Add(p.Y);
                    z.Add(p.Z);
                }
        }
        return new EmbeddedPoints([.. x], [.. y], _field.Components == 3 ? [.. z] : null);
    }

    /// <summary>The pixels of a tile whose points may lie in a region.</summary>
    private GridBox Origins(int tile, EmbeddedBox region)
    {
        (EmbeddedPosition least, EmbeddedPosition greatest) = _offsets[tile];
        if (least.X > greatest.X)
            return default;
        return _field.Grid[tile].Intersect(new GridBox(
            Down(region.Low.Z - greatest.Z), Down(region.Low.Y - greatest.Y), Down(region.Low.X - greatest.X),
            Up(region.High.Z - least.Z), Up(region.High.Y - least.Y), Up(region.High.X - least.X)));
    }

    // Saturating, and a pixel more than rounding could ask for.
    private static int Down(double value) => (int)Math.Max(Math.Floor(value) - 1, -1);

    private static int Up(double value) => (int)Math.Min(Math.Ceiling(value) + 1, int.MaxValue);

    private PointFrame FrameOf((EmbeddedPosition Least, EmbeddedPosition Greatest)[] bounds)
    {
        var origin = new EmbeddedPosition(
            Math.Floor(bounds.Min(b => b.Least.X)), Math.Floor(bounds.Min(b => b.Least.Y)), Math.Floor(bounds.Min(b => b.Least.Z)));
        double extent = Math.Max(1, Math.Max(
            Math.Max(bounds.Max(b => b.Greatest.X) - origin.X, bounds.Max(b => b.Greatest.Y) - origin.Y), bounds.Max(b => b.Greatest.Z) - origin.Z));
        return PointFrame.Of(origin, extent, Count);
    }

    private static (EmbeddedPosition Least, EmbeddedPosition Greatest) Bounds(EmbeddedPoints points) => points.Count == 0 ? default : (
        new(TensorPrimitives.Min<double>(points.X), TensorPrimitives.Min<double>(points.Y), points.Z is null ? 0 : TensorPrimitives.Min<double>(points.Z)),
        new(TensorPrimitives.Max<double>(points.X), TensorPrimitives.Max<double>(points.Y), points.Z is null ? 0 : TensorPrimitives.Max<double>(points.Z)));

    /// <summary>Least or greatest offset of each axis; the wrong way round where there is no pixel.</summary>
    private static EmbeddedPosition OffsetBound(EmbeddingField region, int[] pixels, bool least)
    {
        Span<double> bound = stackalloc double[3];
        bound[..region.Components].Fill(least ? double.PositiveInfinity : double.NegativeInfinity);
        bound[region.Components..].Clear();
        for (int c = 0; c < region.Components; c++)
        {
            ReadOnlySpan<float> offsets = region.GetOffsets(c);
            foreach (int pixel in pixels)
                bound[c] = least ? Math.Min(bound[c], offsets[pixel]) : Math.Max(bound[c], offsets[pixel]);
        }
        return new EmbeddedPosition(bound[0], bound[1], bound[2]);
    }
}
