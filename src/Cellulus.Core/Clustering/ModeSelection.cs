namespace Cellulus;

/// <summary>Keeps the most populated of centres that lie within the bandwidth of each other.</summary>
internal static class ModeSelection
{
    /// <summary>Orders by points, then x, y, z, all falling; drops a centre that has a kept one within the bandwidth.</summary>
    public static EmbeddedPosition[] Select(Dictionary<EmbeddedPosition, long> counts, double bandwidth, CancellationToken cancellationToken = default)
    {
        KeyValuePair<EmbeddedPosition, long>[] ordered = Order(counts, cancellationToken);
        var kept = new List<EmbeddedPosition>();
        var cells = new Dictionary<(long X, long Y, long Z), List<EmbeddedPosition>>();
        foreach ((EmbeddedPosition centre, _) in ordered)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (long X, long Y, long Z) cell = CellOf(centre, bandwidth);
            if (HasNeighbour(cells, cell, centre, bandwidth * bandwidth))
                continue;
            kept.Add(centre);
            if (!cells.TryGetValue(cell, out List<EmbeddedPosition>? members))
                cells.Add(cell, members = []);
            members.Add(centre);
        }
        return [.. kept];
    }

    private static KeyValuePair<EmbeddedPosition, long>[] Order(Dictionary<EmbeddedPosition, long> counts, CancellationToken cancellationToken)
    {
        KeyValuePair<EmbeddedPosition, long>[] ordered = [.. counts];
        try
        {
            Array.Sort(ordered, (a, b) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return a.Value != b.Value ? b.Value.CompareTo(a.Value) : b.Key.CompareTo(a.Key);
            });
            return ordered;
        }
        catch (InvalidOperationException e) when (e.InnerException is OperationCanceledException)
        {
            // Sorting wraps what a comparison throws. A large image has millions of places to sort, which takes seconds.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Cells a little wider than the bandwidth, so that rounding leaves no neighbour out.</summary>
    private static (long X, long Y, long Z) CellOf(in EmbeddedPosition p, double bandwidth)
    {
        double scale = 1 / (bandwidth * 1.001);
        return ((long)Math.Floor(p.X * scale), (long)Math.Floor(p.Y * scale), (long)Math.Floor(p.Z * scale));
    }

    private static bool HasNeighbour(
        Dictionary<(long X, long Y, long Z), List<EmbeddedPosition>> cells, (long X, long Y, long Z) cell, in EmbeddedPosition centre, double squaredBandwidth)
    {
        for (long z = cell.Z - 1; z <= cell.Z + 1; z++)
            for (long y = cell.Y - 1; y <= cell.Y + 1; y++)
                for (long x = cell.X - 1; x <= cell.X + 1; x++)
                    if (cells.TryGetValue((x, y, z), out List<EmbeddedPosition>? members))
                        foreach (EmbeddedPosition member in members)
                            if (member.SquaredDistanceTo(centre) <= squaredBandwidth)
                                return true;
        return false;
    }
}
