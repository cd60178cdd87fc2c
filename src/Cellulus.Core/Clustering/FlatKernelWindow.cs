using System.Numerics;

namespace Cellulus;

/// <summary>
/// Sums the points within the bandwidth of many positions that lie close together. What is in the window of all of them is
/// summed once, whole runs of grid cells at a time; only the points that some of the positions see and others do not, the rim,
/// are tested for each position. One instance serves one thread.
/// </summary>
internal sealed class FlatKernelWindow(PointGrid grid, double bandwidth)
{
    private readonly double _squaredBandwidth = bandwidth * bandwidth;

    /// <summary>Far above the rounding of any distance here; points this close to an edge are tested one by one.</summary>
    private readonly double _guard = 1e-9 * bandwidth + 1e-12 * grid.Extent;

    private WindowSum _core;
    private int _rimCount;
    private double[] _rimX = [], _rimY = [], _rimZ = [];
    private long[] _rimSumX = [], _rimSumY = [], _rimSumZ = [];

    /// <summary>True if every position of the group has the same window, <see cref="SumAt"/> being the same for all.</summary>
    public bool IsShared => _rimCount == 0;

    /// <summary>Prepares for the positions within <paramref name="spread"/> of <paramref name="centre"/>.</summary>
    public void Load(in EmbeddedPosition centre, double spread)
    {
        double outer = bandwidth + spread + _guard, inner = bandwidth - spread - _guard;
        double outerSquared = outer * outer, innerSquared = inner > 0 ? inner * inner : -1;
        _core = default;
        _rimCount = 0;
        int z1 = Math.Min(grid.Slices - 1, grid.CellOf(centre.Z + outer, grid.OriginZ));
        int y1 = Math.Min(grid.Rows - 1, grid.CellOf(centre.Y + outer, grid.OriginY));
        for (int z = Math.Max(0, grid.CellOf(centre.Z - outer, grid.OriginZ)); z <= z1; z++)
        {
            (double nearZ, double farZ) = grid.SumZ is null ? default : SquaredRange(centre.Z - grid.OriginZ, z);
            for (int y = Math.Max(0, grid.CellOf(centre.Y - outer, grid.OriginY)); y <= y1; y++)
            {
                (double near, double far) = SquaredRange(centre.Y - grid.OriginY, y);
                if (near + nearZ <= outerSquared)
                    LoadRow((z * grid.Rows + y) * grid.Columns, centre, outerSquared - near - nearZ, innerSquared - far - farZ, outerSquared, innerSquared);
            }
        }
        PadRim();
    }

    /// <summary>The sum over all points within the bandwidth of one position of the group, the border included.</summary>
    public WindowSum SumAt(in EmbeddedPosition p)
    {
        if (_rimCount == 0)
            return _core;
        var limit = new Vector<double>(_squaredBandwidth);
        Vector<double> px = new(p.X), py = new(p.Y), pz = new(p.Z);
        Vector<long> count = default, x = default, y = default, z = default;
        bool volume = grid.SumZ is not null;
        for (int i = 0; i < _rimCount; i += Vector<double>.Count)
        {
            Vector<double> dx = new Vector<double>(_rimX, i) - px, dy = new Vector<double>(_rimY, i) - py;
            Vector<double> d = dx * dx + dy * dy;
            if (volume)
            {
                Vector<double> dz = new Vector<double>(_rimZ, i) - pz;
                d += dz * dz;
            }
            Vector<long> within = Vector.LessThanOrEqual(d, limit);
            count -= within;
            x += new Vector<long>(_rimSumX, i) & within;
            y += new Vector<long>(_rimSumY, i) & within;
            if (volume)
                z += new Vector<long>(_rimSumZ, i) & within;
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

    private void LoadRow(int row, in EmbeddedPosition centre, double outerWidth, double innerWidth, double outerSquared, double innerSquared)
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
                Scan(from, a, centre, outerSquared, innerSquared);
                from = b;
            }
        }
        Scan(from, to, centre, outerSquared, innerSquared);
    }

    /// <summary>Sorts single points into core, rim and outside.</summary>
    private void Scan(int from, int to, in EmbeddedPosition centre, double outerSquared, double innerSquared)
    {
        EnsureRim(_rimCount + to - from);
        long count = 0, x = 0, y = 0, z = 0;
        EmbeddedPoints points = grid.Points;
        for (int i = from; i < to; i++)
        {
            double d = points[i].SquaredDistanceTo(centre);
            if (d <= innerSquared)
            {
                count++;
                x += grid.SumX[i + 1] - grid.SumX[i];
                y += grid.SumY[i + 1] - grid.SumY[i];
                if (grid.SumZ is not null)
                    z += grid.SumZ[i + 1] - grid.SumZ[i];
            }
            else if (d <= outerSquared)
            {
                AddToRim(i);
            }
        }
        _core += new WindowSum(count, x, y, z);
    }

    private void AddToRim(int i)
    {
        int at = _rimCount++;
        _rimX[at] = grid.Points.X[i];
        _rimY[at] = grid.Points.Y[i];
        _rimSumX[at] = grid.SumX[i + 1] - grid.SumX[i];
        _rimSumY[at] = grid.SumY[i + 1] - grid.SumY[i];
        if (grid.SumZ is not null)
        {
            _rimZ[at] = grid.Points.Z![i];
            _rimSumZ[at] = grid.SumZ[i + 1] - grid.SumZ[i];
        }
    }

    private void EnsureRim(int count)
    {
        count += Vector<double>.Count;
        if (_rimX.Length >= count)
            return;
        count = Math.Max(count, 2 * _rimX.Length);
        Array.Resize(ref _rimX, count);
        Array.Resize(ref _rimY, count);
        Array.Resize(ref _rimSumX, count);
        Array.Resize(ref _rimSumY, count);
        if (grid.SumZ is null)
            return;
        Array.Resize(ref _rimZ, count);
        Array.Resize(ref _rimSumZ, count);
    }

    /// <summary>Fills the last vector with points that no window holds.</summary>
    private void PadRim()
    {
        if (_rimCount > 0)
            _rimX.AsSpan(_rimCount, Vector<double>.Count).Fill(double.PositiveInfinity);
    }
}
