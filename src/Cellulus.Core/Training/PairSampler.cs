namespace Cellulus;

/// <summary>
/// Draws the pixel pairs of one crop (paper section 3.1): anchors are a share of the output pixels that lie at least the pair
/// radius from its border; each gets as many references as that share of a disc (ball) holds, drawn uniformly inside it.
/// </summary>
internal sealed class PairSampler
{
    private readonly ImageShape _shape;
    private readonly int _margin;
    private readonly double _radius;

    /// <param name="shape">Extent of the network's output.</param>
    /// <param name="density">Share of the pixels that become anchors.</param>
    /// <param name="radius">Pair radius kappa in pixels.</param>
    public PairSampler(ImageShape shape, double density, double radius)
    {
        _shape = shape;
        _radius = radius;
        _margin = (int)Math.Ceiling(radius);
        int depth = Inner(shape.Depth), height = Inner(shape.Height), width = Inner(shape.Width);
        if (height < 1 || width < 1 || (shape.Rank == 3 && depth < 1))
            throw new ArgumentOutOfRangeException(nameof(radius), radius, $"Pairs of this radius do not fit into an output of {shape}; enlarge the crop.");
        double ball = shape.Rank == 3 ? 4.0 / 3 * Math.PI * radius * radius * radius : Math.PI * radius * radius;
        Anchors = Math.Max(1, (int)(density * depth * height * width));
        ReferencesPerAnchor = Math.Max(1, (int)(density * ball));
    }

    public int Anchors { get; }
    public int ReferencesPerAnchor { get; }
    public int Pairs => Anchors * ReferencesPerAnchor;

    /// <summary>Fills both lists with pixel indices; each anchor is repeated for each of its references.</summary>
    public void Sample(Philox random, Span<int> anchors, Span<int> references)
    {
        for (int a = 0, pair = 0; a < Anchors; a++)
        {
            int z = Position(random, _shape.Depth), y = Position(random, _shape.Height), x = Position(random, _shape.Width);
            for (int r = 0; r < ReferencesPerAnchor; r++, pair++)
            {
                (int dz, int dy, int dx) = Offset(random);
                anchors[pair] = _shape.IndexOf(z, y, x);
                references[pair] = _shape.IndexOf(z + dz, y + dy, x + dx);
            }
        }
    }

    private int Inner(int side) => side == 1 ? 1 : side - 2 * _margin;

    private int Position(Philox random, int side) => side == 1 ? 0 : _margin + random.NextInt(side - 2 * _margin);

    // Uniform in the ball without its centre, by rejection.
    private (int Z, int Y, int X) Offset(Philox random)
    {
        int side = 2 * _margin + 1;
        while (true)
        {
            int z = _shape.Depth == 1 ? 0 : random.NextInt(side) - _margin;
            int y = random.NextInt(side) - _margin, x = random.NextInt(side) - _margin;
            int square = z * z + y * y + x * x;
            if (square > 0 && square < _radius * _radius)
                return (z, y, x);
        }
    }
}
