namespace Cellulus;

/// <summary>Drops objects by size.</summary>
internal static class SmallObjects
{
    /// <summary>Sets labels of fewer than <paramref name="minSize"/> pixels to 0.</summary>
    /// <param name="labels">0 to <paramref name="count"/>.</param>
    /// <param name="count">The largest label.</param>
    /// <param name="minSize">Least size in px that is kept.</param>
    public static void Remove(Span<int> labels, int count, double minSize)
    {
        var sizes = new int[count + 1];
        foreach (int label in labels)
            sizes[label]++;
        foreach (ref int label in labels)
            if (sizes[label] < minSize)
                label = 0;
    }
}
