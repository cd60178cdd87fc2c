using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cellulus;

/// <summary>
/// Sums the points within the bandwidth of many positions that lie close together. What is in the window of all of them is
/// summed once, whole runs of grid cells at a time; only the points that some of the positions see and others do not, the rim,
/// are tested for each position. One instance serves one thread.
/// </summary>
/// <remarks>The two vector loops are compiled in full at once: short loops run long in unoptimised code, which took a seventh of a first
/// image's time.</remarks>
internal sealed class FlatKernelWindow(PointGrid grid, double bandwidth)
{
    private readonly double _squaredBandwidth = bandwidth * bandwidth;

    /// <summary>Far above the rounding of any distance here; points this close to an edge are tested one by one.</summary>
    private readonly double _guard = 1e-9 * bandwidth + 1e-12 * grid.Extent;

    private readonly List<(int From, int To)> _runs = [];
    private WindowSum _core;
    private RimVectors[] _rim = [];
    private int _rimCount;

    /// <summary>True if every position of the group has the same window, <see cref="SumAt"/> being the same for all.</summary>
    public bool IsShared => _rimCount == 0;

    /// <summary>Prepares for the positions within <paramref name="spread"/> of <paramref name="centre"/>.</summary>
    public void Load(in EmbeddedPosition centre, double spread)
    {
        double outer = bandwidth + spread + _guard, inner = bandwidth - spread - _guard;
        double outerSquared = outer * outer, innerSquared = inner > 0 ? inner * inner : -1;
        _core = default;
        _runs.Clear();
        int z1 = Math.Min(grid.Slices - 1, grid.CellOf(centre.Z + outer, grid.OriginZ));
        int y1 = Math.Min(grid.Rows - 1, grid.CellOf(centre.Y + outer, grid.OriginY));
        for (int z = Math.Max(0, grid.CellOf(centre.Z - outer, grid.OriginZ)); z <= z1; z++)
        {
            (double nearZ, double farZ) = grid.SumZ is null ? default : SquaredRange(centre.Z - grid.OriginZ, z);
            for (int y = Math.Max(0, grid.CellOf(centre.Y - outer, grid.OriginY)); y <= y1; y++)
            {
                (double near, double far) = SquaredRange(centre.Y - grid.OriginY, y);
                if (near + nearZ <= outerSquared)
                    LoadRow((z * grid.Rows + y) * grid.Columns, centre, outerSquared - near - nearZ, innerSquared - far - farZ);
            }
        }
        SortRuns(centre, outerSquared, innerSquared);
    }

    /// <summary>The sum over all points within the bandwidth of one position of the group, the border included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public WindowSum SumAt(in EmbeddedPosition p)
    {
        var limit = new Vector<double>(_squaredBandwidth);
        Vector<double> px = new(p.X), py = new(p.Y), pz = new(p.Z);
        Vector<long> count = default, x = default, y = default, z = default;
        bool volume = grid.SumZ is not null;
        foreach (ref readonly RimVectors rim in _rim.AsSpan(0, _rimCount))
        {
            Vector<double> dx = rim.X - px, dy = rim.Y - py, d = dx * dx + dy * dy;
            if (volume)
            {
                Vector<double> dz = rim.Z - pz;
                d += dz * dz;
            }
            Vector<long> within = Vector.LessThanOrEqual(d, limit);
            count -= within;
            x += rim.SumX & within;
            y += rim.SumY & within;
            if (volume)
                z += rim.SumZ & within;
        }
        return _core + new WindowSum(Vector.Sum(count), Vector.Sum(x), Vector.Sum(y), Vector.Sum(z));
    }

    /// <summary>Least and largest squared distance along one axis from a coordinate to a cell.</summary>
    private (double Near, double Far) SquaredRange(double coordinate, int cell)
    {
        double low = cell * grid.Cell - coordinate, high = low + grid.Cell;
        double near = Math.Max(0, Math.Max(low, -high)), far = Math.Max(-low, high);
        near = Math.Max(0, near - _guard);
        far += _guard;
        return (near * near, far * far);
    }

    private void LoadRow(int row, in EmbeddedPosition centre, double outerWidth, double innerWidth)
    {
        int[] start = grid.Start;
        double half = Math.Sqrt(outerWidth) + _guard;
        int first = Math.Max(0, grid.CellOf(centre.X - half, grid.OriginX)), last = Math.Min(grid.Columns - 1, grid.CellOf(centre.X + half, grid.OriginX));
        if (first > last || start[row + first] == start[row + last + 1])
            return;
        int from = start[row + first], to = start[row + last + 1];
        if (innerWidth > 0)
        {
            half = Math.Sqrt(innerWidth) - _guard;
            int firstInner = Math.Max(first, grid.CellOf(centre.X - half, grid.OriginX) + 1), lastInner = Math.Min(last, grid.CellOf(centre.X + half, grid.OriginX) - 1);
            if (firstInner <= lastInner)
            {
                int a = start[row + firstInner], b = start[row + lastInner + 1];
                _core += new WindowSum(b - a, grid.SumX[b] - grid.SumX[a], grid.SumY[b] - grid.SumY[a], grid.SumZ is null ? 0 : grid.SumZ[b] - grid.SumZ[a]);
                AddRun(from, a);
                from = b;
            }
        }
        AddRun(from, to);
    }

    private void AddRun(int from, int to)
    {
        if (from < to)
            _runs.Add((from, to));
    }

    /// <summary>Sorts the points of all runs into core, rim and outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortRuns(in EmbeddedPosition centre, double outerSquared, double innerSquared)
    {
        Vector<double> cx = new(centre.X), cy = new(centre.Y), cz = new(centre.Z), outer = new(outerSquared), inner = new(innerSquared);
        Vector<long> count = default, x = default, y = default, z = default;
        bool volume = grid.SumZ is not null;
        _rimCount = 0;
        foreach ((int from, int to) in _runs)
        {
            EnsureRim(_rimCount + (to - from) / Vector<long>.Count + 1);
            for (int i = from; i < to; i += Vector<long>.Count)
            {
                ref RimVectors rim = ref _rim[_rimCount];
                Vector<double> px = new(grid.Points.X, i), dx = px - cx, dy = (rim.Y = new(grid.Points.Y, i)) - cy, d = dx * dx + dy * dy;
                rim.SumX = new Vector<long>(grid.SumX, i + 1) - new Vector<long>(grid.SumX, i);
                rim.SumY = new Vector<long>(grid.SumY, i + 1) - new Vector<long>(grid.SumY, i);
                if (volume)
                {
                    Vector<double> dz = (rim.Z = new(grid.Points.Z!, i)) - cz;
                    rim.SumZ = new Vector<long>(grid.SumZ!, i + 1) - new Vector<long>(grid.SumZ!, i);
                    d += dz * dz;
                }
                Vector<long> isSeen = Vector.LessThan(Vector<long>.Indices, new Vector<long>(to - i)) & Vector.LessThanOrEqual(d, outer);
                Vector<long> isCore = isSeen & Vector.LessThanOrEqual(d, inner), isRim = Vector.AndNot(isSeen, isCore);
                count -= isCore;
                x += rim.SumX & isCore;
                y += rim.SumY & isCore;
                if (volume)
                    z += rim.SumZ & isCore;
                rim.X = Vector.ConditionalSelect(isRim, px, Vector.Create(double.PositiveInfinity));
                _rimCount += isRim == Vector<long>.Zero ? 0 : 1;
            }
        }
        _core += new WindowSum(Vector.Sum(count), Vector.Sum(x), Vector.Sum(y), Vector.Sum(z));
    }

    private void EnsureRim(int count)
    {
        if (_rim.Length < count)
            Array.Resize(ref _rim, 2 * count);
    }
}
