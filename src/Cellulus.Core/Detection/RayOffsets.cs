namespace Cellulus;

/// <summary>
/// For all pixels around a pixel, the rays between which they lie and their weights: looked up instead of worked out for each candidate.
/// Immutable.
/// </summary>
internal sealed class RayOffsets
{
    private readonly Entry[] _entries; // order (z, y, x)
    private readonly int _side, _deep;

    /// <param name="directions">The rays.</param>
    /// <param name="reach">Greatest offset along an axis, in pixels.</param>
    public RayOffsets(RayDirections directions, int reach)
    {
        (Directions, Reach) = (directions, reach);
        (_side, _deep) = (2 * reach + 1, directions.Rank == 3 ? reach : 0);
        _entries = new Entry[(2 * _deep + 1) * _side * _side];
        Span<double> weights = stackalloc double[3];
        int cone = 0, at = 0;
        for (int z = -_deep; z <= _deep; z++)
            for (int y = -reach; y <= reach; y++)
                for (int x = -reach; x <= reach; x++, at++)
                {
                    directions.Cones.Locate(x, y, z, ref cone, weights);
                    _entries[at] = new Entry(
                        directions.Cones.RayOf(cone, 0), directions.Cones.RayOf(cone, 1), directions.Rank == 3 ? directions.Cones.RayOf(cone, 2) : 0,
                        (float)weights[0], (float)weights[1], (float)weights[2]);
                }
    }

    /// <summary>Offsets that reach as far as any of some candidates.</summary>
    public static RayOffsets Covering(StarCandidates candidates)
    {
        float reach = 0;
        for (int i = 0; i < candidates.Count; i++)
            reach = Math.Max(reach, candidates.ReachOf(i));
        return new RayOffsets(candidates.Directions, (int)reach + 1);
    }

    public RayDirections Directions { get; }

    /// <summary>Greatest offset along an axis that there is an entry for.</summary>
    public int Reach { get; }

    /// <summary>Entries of a row of offsets, beginning with that at -<see cref="Reach"/>.</summary>
    public ReadOnlySpan<Entry> Row(int z, int y) => _entries.AsSpan(((z + _deep) * _side + y + Reach) * _side, _side);

    /// <summary>The rays around an offset and the weight of each, in pixels.</summary>
    internal readonly record struct Entry(int A, int B, int C, float WeightA, float WeightB, float WeightC)
    {
        /// <summary>At most 1 inside; about the share of the way from the centre to the border.</summary>
        /// <param name="inverses">One over the distance, for each ray.</param>
        public float Depth(ReadOnlySpan<float> inverses) => WeightA * inverses[A] + WeightB * inverses[B] + WeightC * inverses[C];
    }
}
