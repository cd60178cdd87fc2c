namespace Cellulus;

/// <summary>
/// Sums over the noisy passes of one tile. Passes are summed in groups that threads may take apart; the groups are then added
/// in order, so the result does not depend on who computed what.
/// </summary>
internal sealed class TileSums
{
    private readonly double[][] _groups;
    private int _open;

    public TileSums(int groups)
    {
        _groups = new double[groups][];
        _open = groups;
    }

    /// <summary>Hands in the sums of one group, order (pixel, component, {sum, sum of squares}); true for the last one.</summary>
    public bool Complete(int group, double[] sums)
    {
        _groups[group] = sums;
        return Interlocked.Decrement(ref _open) == 0;
    }

    /// <summary>All groups added up, in order.</summary>
    public double[] Total()
    {
        double[] total = _groups[0];
        foreach (double[] group in _groups.AsSpan(1))
            System.Numerics.Tensors.TensorPrimitives.Add<double>(total, group, total);
        Array.Clear(_groups);
        return total;
    }
}
