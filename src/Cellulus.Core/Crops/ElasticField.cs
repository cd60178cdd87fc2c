namespace Cellulus;

/// <summary>A smooth random displacement: normal jitter at control points on a coarse grid, linear between them.</summary>
internal sealed class ElasticField
{
    private readonly int _spacing;
    private readonly int _planes, _rows, _columns;
    private readonly float[] _jitter; // order (point, axis z y x)

    public ElasticField(ImageShape shape, int spacing)
    {
        _spacing = spacing;
        _planes = shape.Depth == 1 ? 1 : Points(shape.Depth, spacing);
        _rows = Points(shape.Height, spacing);
        _columns = Points(shape.Width, spacing);
        _jitter = new float[_planes * _rows * _columns * 3];
    }

    /// <summary>Draws new displacements.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="jitter">Standard deviation in pixels.</param>
    public void Draw(Philox random, double jitter)
    {
        for (int i = 0; i < _jitter.Length; i++)
            _jitter[i] = i % 3 == 0 && _planes == 1 ? 0 : (float)(jitter * random.NextNormal());
    }

    /// <summary>Displacement of a pixel, in pixels.</summary>
    public (double Z, double Y, double X) At(int z, int y, int x)
    {
        (int z0, float fz) = Cell(z, _planes);
        (int y0, float fy) = Cell(y, _rows);
        (int x0, float fx) = Cell(x, _columns);
        Span<float> sum = stackalloc float[3];
        for (int corner = 0; corner < (_planes == 1 ? 4 : 8); corner++)
        {
            int dx = corner & 1, dy = corner >> 1 & 1, dz = corner >> 2;
            float weight = (dx == 1 ? fx : 1 - fx) * (dy == 1 ? fy : 1 - fy) * (_planes == 1 ? 1 : dz == 1 ? fz : 1 - fz);
            int point = (((z0 + dz) * _rows + y0 + dy) * _columns + x0 + dx) * 3;
            for (int axis = 0; axis < 3; axis++)
                sum[axis] += weight * _jitter[point + axis];
        }
        return (sum[0], sum[1], sum[2]);
    }

    private static int Points(int side, int spacing) => (side - 1) / spacing + 2;

    private (int Low, float Fraction) Cell(int position, int points) =>
        points == 1 ? (0, 0) : (position / _spacing, position % _spacing / (float)_spacing);
}
