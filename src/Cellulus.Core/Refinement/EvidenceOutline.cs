namespace Cellulus;

/// <summary>
/// An object, the ring around it, and either side of its border, as runs along rows that can be laid anywhere: the inside and the ring, the
/// rim of the inside and what lies just
/// beyond it.
/// </summary>
internal sealed class EvidenceOutline
{
    /// <summary>Width of the ring, and of either side of the border, in object diameters.</summary>
    private const double RingWidth = 0.3, SideWidth = 0.12;

    /// <summary>Least width of the ring, and of either side of the border, px.</summary>
    private const double LeastRing = 2, LeastSide = 1.5;

    private static readonly StageExecution Here = new() { MaxDegreeOfParallelism = 1 };

    private readonly EvidenceScene _scene;

    /// <param name="scene">Image and labels.</param>
    /// <param name="box">Box of the object on the grid of the image.</param>
    /// <param name="label">Its label.</param>
    public EvidenceOutline(EvidenceScene scene, GridBox box, int label)
    {
        _scene = scene;
        double diameter = EvidencePlaces.DiameterOf(box), ring = Math.Max(LeastRing, RingWidth * diameter), side = Math.Max(LeastSide, SideWidth * diameter);
        Box = box.Inflate((int)Math.Ceiling(ring), scene.Grid);
        GridBox local = Box.RelativeTo(scene.Window);
        ImageShape shape = Box.Shape;
        bool[] inside = new bool[Box.Rows * shape.Width], outside = new bool[inside.Length];
        for (int row = 0, i = 0; row < Box.Rows; row++)
            for (int x = 0, from = scene.RowOf(local, row) * scene.Window.Shape.Width + local.X0; x < shape.Width; x++, i++)
                outside[i] = !(inside[i] = scene.Labels[from + x] == label);
        int[] depth = DistanceTransform.SquaredToFalse(inside, shape, Here), distance = DistanceTransform.SquaredToFalse(outside, shape, Here);
        Inside = new Runs(shape, i => inside[i]);
        Ring = new Runs(shape, i => distance[i] > 0 && distance[i] <= ring * ring);
        Rim = new Runs(shape, i => inside[i] && depth[i] <= side * side);
        Beyond = new Runs(shape, i => distance[i] > 0 && distance[i] <= (side + 0.5) * (side + 0.5));
    }

    /// <summary>What holds the object and its ring, on the grid of the image.</summary>
    public GridBox Box { get; }

    public Runs Inside { get; }

    public Runs Ring { get; }

    public Runs Rim { get; }

    public Runs Beyond { get; }

    /// <summary>Mean over the first runs less that over the second, laid at a shift.</summary>
    public double Difference(Runs first, Runs second, long[] rowSums, (int Z, int Y, int X) shift) => Mean(first, rowSums, shift) - Mean(second, rowSums, shift);

    private double Mean(Runs runs, long[] rowSums, (int Z, int Y, int X) shift)
    {
        GridBox window = _scene.Window;
        int stride = window.Shape.Width + 1, x = Box.X0 + shift.X - window.X0;
        int first = ((Box.Z0 + shift.Z - window.Z0) * window.Shape.Height + Box.Y0 + shift.Y - window.Y0) * stride + x;
        int slice = (window.Shape.Height - Box.Shape.Height) * stride;
        long sum = 0;
        foreach ((int row, int from, int to) in runs.Rows)
        {
            int start = first + row * stride + row / Box.Shape.Height * slice;
            sum += rowSums[start + to] - rowSums[start + from];
        }
        return (double)sum / runs.Count;
    }

    /// <summary>The values of runs where the object is.</summary>
    public int[] Values(Runs runs, int[] values)
    {
        GridBox local = Box.RelativeTo(_scene.Window);
        var found = new int[runs.Count];
        int n = 0;
        foreach ((int row, int from, int to) in runs.Rows)
        {
            int start = _scene.RowOf(local, row) * _scene.Window.Shape.Width + local.X0;
            values.AsSpan(start + from, to - from).CopyTo(found.AsSpan(n));
            n += to - from;
        }
        return found;
    }

    /// <summary>Pixels of a box as runs along its rows.</summary>
    public sealed class Runs
    {
        public Runs(ImageShape shape, Predicate<int> holds)
        {
            var rows = new List<(int, int, int)>();
            for (int row = 0; row < shape.Depth * shape.Height; row++)
                for (int x = 0; x < shape.Width; x++)
                {
                    int from = x;
                    while (x < shape.Width && holds(row * shape.Width + x))
                        x++;
                    if (x > from)
                        rows.Add((row, from, x));
                    Count += x - from;
                }
            Rows = [.. rows];
        }

        /// <summary>Row of the box, first column, the column behind the last.</summary>
        public (int Row, int From, int To)[] Rows { get; }

        public int Count { get; }
    }
}
