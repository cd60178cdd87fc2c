namespace Cellulus;

/// <summary>
/// Pairs predictions with true objects one to one: as many pairs as possible and, among those, the greatest sum of IoU. Above an
/// IoU of 0.5 partners are unique; below, each connected piece of the overlap graph is solved exactly by minimum-cost flow.
/// </summary>
internal static class ObjectMatching
{
    /// <summary>Pairs the objects of the candidates.</summary>
    /// <param name="candidates">Overlaps that may become pairs.</param>
    /// <param name="predictions">Number of predictions.</param>
    /// <param name="truths">Number of true objects.</param>
    public static List<Overlap> Match(IReadOnlyList<Overlap> candidates, int predictions, int truths)
    {
        var matches = new List<Overlap>();
        foreach (IGrouping<int, Overlap> piece in Pieces(candidates, predictions, truths))
        {
            Overlap[] overlaps = [.. piece];
            if (overlaps.Length == 1)
                matches.Add(overlaps[0]);
            else
                matches.AddRange(new MinimumCostMatching(overlaps).Solve());
        }
        return matches;
    }

    /// <summary>Groups overlaps that are connected through shared objects (union-find).</summary>
    private static IEnumerable<IGrouping<int, Overlap>> Pieces(IReadOnlyList<Overlap> candidates, int predictions, int truths)
    {
        int[] parent = [.. Enumerable.Range(0, predictions + truths)];
        foreach (Overlap overlap in candidates)
            parent[Root(parent, overlap.Prediction)] = Root(parent, predictions + overlap.Truth);
        return candidates.GroupBy(overlap => Root(parent, overlap.Prediction));
    }

    private static int Root(int[] parent, int node)
    {
        while (parent[node] != node)
            node = parent[node] = parent[parent[node]];
        return node;
    }
}
