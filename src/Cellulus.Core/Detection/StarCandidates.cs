namespace Cellulus;

/// <summary>Objects that a network proposes: centres, probabilities, distances along the rays. Immutable; may be used from many threads at
/// once.</summary>
internal sealed class StarCandidates
{
    private readonly int[] _centres;
    private readonly float[] _scores, _distances;
    private readonly Lazy<RayOffsets> _offsets;

    /// <summary>Takes over the arrays.</summary>
    /// <param name="centres">Pixels, as indices (z, y, x).</param>
    /// <param name="scores">Probability of each.</param>
    /// <param name="distances">Pixels to the border, above 0, order (candidate, ray).</param>
    /// <param name="shape">Grid.</param>
    /// <param name="directions">The rays.</param>
    public StarCandidates(int[] centres, float[] scores, float[] distances, ImageShape shape, RayDirections directions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, centres.Length, nameof(scores));
        ArgumentOutOfRangeException.ThrowIfNotEqual(distances.Length, centres.Length * directions.Count, nameof(distances));
        (_centres, _scores, _distances, Shape, Directions) = (centres, scores, distances, shape, directions);
        _offsets = new Lazy<RayOffsets>(() => RayOffsets.Covering(this));
    }

    public int Count => _centres.Length;

    public ImageShape Shape { get; }

    public RayDirections Directions { get; }

    /// <summary>
    /// What the network says of each pixel, on the same grid, by which candidates are ranked, pixels shared out and objects judged; or
    /// <see langword="null"/>: nothing
    /// but the candidates tells.
    /// </summary>
    public StarField? Field { get; init; }

    public float ScoreOf(int candidate) => _scores[candidate];

    public ReadOnlySpan<float> DistancesOf(int candidate) => _distances.AsSpan(candidate * Directions.Count, Directions.Count);

    public (int Z, int Y, int X) CentreOf(int candidate)
    {
        int index = _centres[candidate], plane = Shape.Height * Shape.Width;
        return (index / plane, index % plane / Shape.Width, index % Shape.Width);
    }

    /// <summary>All candidates, the most probable first; of equal ones the first in the order of the grid.</summary>
    public int[] Ranked() => RankedBy(_scores);

    /// <summary>All candidates, those of the greatest rank first; of equal ones the first in the order of the grid.</summary>
    /// <param name="ranks">One for each candidate.</param>
    public int[] RankedBy(float[] ranks)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        Array.Sort(order, (a, b) => ranks[a] != ranks[b] ? ranks[b].CompareTo(ranks[a]) : _centres[a].CompareTo(_centres[b]));
        return order;
    }

    /// <summary>The pixels of the grid that a candidate covers.</summary>
    public StarPixels PixelsOf(int candidate) => StarPixels.Draw(this, candidate, _offsets.Value);

    /// <summary>No pixel of any candidate lies farther from its centre along an axis.</summary>
    public int Reach => _offsets.Value.Reach;

    /// <summary>Greatest distance of a candidate along any ray.</summary>
    public float ReachOf(int candidate) => System.Numerics.Tensors.TensorPrimitives.Max(DistancesOf(candidate));
}
