using System.Numerics;
using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>
/// Points sorted into the cells of a uniform grid, with running sums, so that the sum over a run of cells is one subtraction.
/// The sums are integers: coordinates are rounded to a multiple of a power of two small enough (2^-35 px for 100 000 points in
/// 1024 px) that nothing overflows. So a sum depends on which points are in it, never on their order or grouping.
/// Distances are taken from the coordinates as given.
/// </summary>
internal sealed class PointGrid
{
    /// <summary>Cells per point at most; more would only be empty.</summary>
    private const int MaxCellsPerPoint = 4;

    private readonly double _inverseCell;
    private readonly PointFrame _frame;
    private readonly double _unit;

    /// <summary>Sorts points into cells.</summary>
    /// <param name="points">Points; not changed.</param>
    /// <param name="cell">Wanted side of a cell in px; enlarged where that would give far more cells than points.</param>
    /// <param name="frame">What sums are rounded to; <see langword="null"/> for that of these points.</param>
    public PointGrid(EmbeddedPoints points, double cell, PointFrame? frame = null)
    {
        int n = points.Count;
        (OriginX, double extentX) = Bounds(points.X);
        (OriginY, double extentY) = Bounds(points.Y);
        (OriginZ, double extentZ) = points.Z is null ? default : Bounds(points.Z);
        Extent = Math.Max(Math.Max(extentX, extentY), Math.Max(extentZ, 1));
        double maxCells = (double)MaxCellsPerPoint * n + 64;
        while ((Math.Floor(extentX / cell) + 1) * (Math.Floor(extentY / cell) + 1) * (Math.Floor(extentZ / cell) + 1) > maxCells)
            cell *= 1.25;
        Cell = cell;
        _inverseCell = 1 / cell;
        Columns = CellOf(OriginX + extentX, OriginX) + 1;
        Rows = CellOf(OriginY + extentY, OriginY) + 1;
        Slices = CellOf(OriginZ + extentZ, OriginZ) + 1;

        var cellOf = new int[n];
        Start = new int[Columns * Rows * Slices + 1];
        for (int i = 0; i < n; i++)
        {
            int c = CellOf(points[i]);
            cellOf[i] = c;
            Start[c + 1]++;
        }
        Groups = Accumulate(Start, n);
        Index = SortByCell(cellOf, Start);
        Points = points.Select(Index, Vector<double>.Count);

        _frame = frame ?? PointFrame.Of(new EmbeddedPosition(OriginX, OriginY, OriginZ), Extent, n);
        _unit = Math.ScaleB(1, -_frame.Bits);
        SumX = RunningSums(Points.X, n, _frame.Origin.X, _frame.Bits);
        SumY = RunningSums(Points.Y, n, _frame.Origin.Y, _frame.Bits);
        SumZ = Points.Z is null ? null : RunningSums(Points.Z, n, _frame.Origin.Z, _frame.Bits);
    }

    /// <summary>The points in the order of their cells; the arrays are one vector longer.</summary>
    public EmbeddedPoints Points { get; }

    /// <summary>For each sorted point its place among the points as given.</summary>
    public int[] Index { get; }

    /// <summary>First sorted point of each cell; one entry more than cells.</summary>
    public int[] Start { get; }

    /// <summary>First sorted point of each cell that is not empty, and the number of points at the end.</summary>
    public int[] Groups { get; }

    /// <summary>Sums of the rounded coordinates of all sorted points before an index; the array is padded so that a vector may be read from
    /// any point on.</summary>
    public long[] SumX { get; }

    /// <inheritdoc cref="SumX"/>
    public long[] SumY { get; }

    /// <inheritdoc cref="SumX"/>
    public long[]? SumZ { get; }

    public double OriginX { get; }
    public double OriginY { get; }
    public double OriginZ { get; }

    /// <summary>Largest extent of the points in px, at least 1.</summary>
    public double Extent { get; }

    /// <summary>Side of a cell in px.</summary>
    public double Cell { get; }

    public int Columns { get; }
    public int Rows { get; }
    public int Slices { get; }

    /// <summary>Cell along one axis; rises with the coordinate, also under rounding. Not confined to the grid.</summary>
    public int CellOf(double coordinate, double origin) => (int)Math.Floor((coordinate - origin) * _inverseCell);

    /// <summary>Cell of a position, the nearest one if it lies outside.</summary>
    public int CellOf(in EmbeddedPosition p) =>
        (Math.Clamp(CellOf(p.Z, OriginZ), 0, Slices - 1) * Rows + Math.Clamp(CellOf(p.Y, OriginY), 0, Rows - 1)) * Columns
        + Math.Clamp(CellOf(p.X, OriginX), 0, Columns - 1);

    /// <summary>The mean of points from the sums of their rounded coordinates.</summary>
    public EmbeddedPosition Mean(in WindowSum sum) => new(
        _frame.Origin.X + sum.X / (double)sum.Count * _unit,
        _frame.Origin.Y + sum.Y / (double)sum.Count * _unit,
        SumZ is null ? 0 : _frame.Origin.Z + sum.Z / (double)sum.Count * _unit);

    private static (double Origin, double Extent) Bounds(double[] values)
    {
        if (values.Length == 0)
            return (0, 0);
        double origin = Math.Floor(TensorPrimitives.Min<double>(values));
        return (origin, TensorPrimitives.Max<double>(values) - origin);
    }

    /// <summary>Turns counts (shifted by one) into starts; returns the starts of the cells that hold points.</summary>
    private static int[] Accumulate(int[] start, int count)
    {
        var groups = new List<int>();
        for (int c = 1; c < start.Length; c++)
        {
            if (start[c] > 0)
                groups.Add(start[c - 1]);
            start[c] += start[c - 1];
        }
        groups.Add(count);
        return [.. groups];
    }

    private static int[] SortByCell(int[] cellOf, int[] start)
    {
        int[] next = start.AsSpan(0, start.Length - 1).ToArray();
        var index = new int[cellOf.Length];
        for (int i = 0; i < cellOf.Length; i++)
            index[next[cellOf[i]]++] = i;
        return index;
    }

    private static long[] RunningSums(double[] values, int count, double origin, int bits)
    {
        double scale = Math.ScaleB(1, bits);
        var sums = new long[count + Vector<long>.Count];
        for (int i = 0; i < count; i++)
            sums[i + 1] = sums[i] + (long)Math.Round((values[i] - origin) * scale);
        return sums;
    }
}
