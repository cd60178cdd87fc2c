namespace Cellulus.Imaging;

/// <summary>The borders of one label along pixel edges, its inside on the right hand: rings around its pieces, and rings the other way
/// around its holes.</summary>
internal sealed class LabelOutline
{
    private const int Right = 0, Down = 1, Left = 2, Up = 3, Directions = 4;

    private static readonly (int X, int Y)[] s_steps = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    private readonly GridBox _box;
    private readonly int _corners; // in a row
    private readonly bool[] _edges; // order (corner, direction): whether a border runs on from there

    private LabelOutline(LabelImage labels, int label, GridBox box)
    {
        (_box, _corners) = (box, box.X1 - box.X0 + 1);
        long edges = (long)_corners * (box.Y1 - box.Y0 + 1) * Directions;
        _edges = edges <= Array.MaxLength ? new bool[edges] : throw new InvalidImageException($"The pixels of label {label} lie in a box of {box.Shape}, too large to trace their outline.");
        for (int y = box.Y0; y < box.Y1; y++)
            for (int x = box.X0; x < box.X1; x++)
            {
                if (!Has(x, y))
                    continue;
                Mark(x, y, Right, !Has(x, y - 1));
                Mark(x + 1, y, Down, !Has(x + 1, y));
                Mark(x + 1, y + 1, Left, !Has(x, y + 1));
                Mark(x, y + 1, Up, !Has(x - 1, y));
            }

        bool Has(int x, int y) => x >= box.X0 && x < box.X1 && y >= box.Y0 && y < box.Y1 && labels[0, y, x] == label;

        void Mark(int x, int y, int direction, bool isBorder) => _edges[IndexOf(x, y, direction)] |= isBorder;
    }

    /// <summary>The borders of a label.</summary>
    /// <param name="labels">One plane.</param>
    /// <param name="label">Which.</param>
    /// <param name="box">Where it lies.</param>
    /// <returns>Rings of corners; those of touching pieces that share but a corner are apart.</returns>
    public static IReadOnlyList<RoiPoint[]> Of(LabelImage labels, int label, GridBox box) => new LabelOutline(labels, label, box).Trace();

    private List<RoiPoint[]> Trace()
    {
        var rings = new List<RoiPoint[]>();
        var isTraced = new bool[_edges.Length];
        for (int y = _box.Y0; y <= _box.Y1; y++)
            for (int x = _box.X0; x <= _box.X1; x++)
                // Every ring runs to the right somewhere, and where it does so first it has a corner.
                if (_edges[IndexOf(x, y, Right)] && !isTraced[IndexOf(x, y, Right)])
                    rings.Add(Follow(x, y, isTraced));
        return rings;
    }

    private RoiPoint[] Follow(int startX, int startY, bool[] isTraced)
    {
        var ring = new List<RoiPoint>();
        (int x, int y, int direction, int before) = (startX, startY, Right, Up);
        do
        {
            isTraced[IndexOf(x, y, direction)] = true;
            if (direction != before)
                ring.Add(new RoiPoint(x, y));
            (x, y) = (x + s_steps[direction].X, y + s_steps[direction].Y);
            (before, direction) = (direction, NextAt(x, y, direction));
        }
        while ((x, y, direction) != (startX, startY, Right));
        return [.. ring];
    }

    /// <summary>Where a border goes on: to the right before all else, so it stays with the pixel that it came along.</summary>
    private int NextAt(int x, int y, int direction)
    {
        int next = (direction + 1) % Directions;
        while (!_edges[IndexOf(x, y, next)])
            next = (next + Directions - 1) % Directions;
        return next;
    }

    private int IndexOf(int x, int y, int direction) => ((y - _box.Y0) * _corners + x - _box.X0) * Directions + direction;
}
