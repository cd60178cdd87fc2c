namespace Cellulus.Scenes;

/// <summary>Draws outlines into a grid, one over the other.</summary>
/// <param name="shape">Extent.</param>
/// <param name="overlap">Share of an object that may lie on others.</param>
/// <param name="hides">Whether an object hides what it lies on; else it goes below.</param>
internal sealed class ObjectDrawing(ImageShape shape, double overlap, bool hides)
{
    private readonly int[] _labels = new int[shape.PixelCount], _under = new int[shape.PixelCount];
    private readonly float[] _radius = new float[shape.PixelCount];
    private readonly List<(int Index, float Radius)> _pixels = [];

    public int Count { get; private set; }

    public long Covered { get; private set; }

    public bool TryAdd(ObjectShape outline)
    {
        _pixels.Clear();
        int taken = 0;
        (Place c, double reach) = (outline.Centre, outline.Reach);
        // What may lie on others a little has its centre free.
        if (LabelAt(c) > 0)
            return false;
        for (int z = Spot.Low(c.Z, reach); z <= Spot.High(c.Z, reach, shape.Depth); z++)
            for (int y = Spot.Low(c.Y, reach); y <= Spot.High(c.Y, reach, shape.Height); y++)
                for (int x = Spot.Low(c.X, reach); x <= Spot.High(c.X, reach, shape.Width); x++)
                    if (outline.RadiusAt(new Place(z, y, x)) is < 1 and var radius)
                    {
                        int index = (int)shape.IndexOf(z, y, x);
                        _pixels.Add((index, (float)radius));
                        taken += _labels[index] > 0 ? 1 : 0;
                    }
        if (_pixels.Count == 0 || taken > overlap * _pixels.Count)
            return false;
        Count++;
        foreach ((int index, float radius) in _pixels)
            if (_labels[index] == 0)
                (_labels[index], _radius[index]) = (Count, radius);
            else if (hides)
                (_under[index], _labels[index], _radius[index]) = (_labels[index], Count, radius);
            else
                _under[index] = Count;
        Covered += _pixels.Count - taken;
        return true;
    }

    private int LabelAt(Place at)
    {
        (int z, int y, int x) = ((int)Math.Floor(at.Z + 0.5), (int)Math.Floor(at.Y + 0.5), (int)Math.Floor(at.X + 0.5));
        bool inside = (uint)z < (uint)shape.Depth && (uint)y < (uint)shape.Height && (uint)x < (uint)shape.Width;
        return inside ? _labels[shape.IndexOf(z, y, x)] : 0;
    }

    public SceneObjects Finish() => SceneObjects.Of(shape, _labels, _under, _radius, Count);
}
