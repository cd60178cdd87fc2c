namespace Cellulus;

/// <summary>Reduces objects to their main piece.</summary>
internal static class LargestPieces
{
    /// <summary>Sets every pixel to 0 that is not in the largest connected piece of its object, the first of equally large ones. Corners
    /// connect.</summary>
    /// <param name="labels">0 to <paramref name="count"/>.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="count">The largest label.</param>
    public static void Keep(Span<int> labels, ImageShape shape, int count)
    {
        var pieces = new int[labels.Length];
        var sizes = new int[ConnectedComponents.Label(labels, shape, diagonal: true, pieces) + 1];
        foreach (int piece in pieces)
            sizes[piece]++;
        var largest = new int[count + 1];
        sizes[0] = 0;
        for (int i = 0; i < pieces.Length; i++)
            if (sizes[pieces[i]] > sizes[largest[labels[i]]])
                largest[labels[i]] = pieces[i];
        for (int i = 0; i < pieces.Length; i++)
            if (pieces[i] != largest[labels[i]])
                labels[i] = 0;
    }
}
