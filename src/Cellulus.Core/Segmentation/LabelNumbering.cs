namespace Cellulus;

/// <summary>Closes the gaps in the numbers of a label image.</summary>
internal static class LabelNumbering
{
    /// <summary>The same objects numbered 1 to n in the order of their old numbers; the input itself when it has no gaps.</summary>
    public static LabelImage WithoutGaps(LabelImage labels)
    {
        int[] present = DistinctLabels(labels.Labels);
        if (present.Length == labels.MaxLabel)
            return labels;
        var numbers = new Dictionary<int, int>(present.Length + 1) { [0] = 0 };
        foreach (int label in present)
            numbers[label] = numbers.Count;

        var renumbered = new int[labels.Labels.Length];
        int last = 0, number = 0;
        for (int i = 0; i < renumbered.Length; i++)
        {
            if (labels.Labels[i] != last)
                number = numbers[last = labels.Labels[i]];
            renumbered[i] = number;
        }
        return LabelImage.Adopt(renumbered, labels.Shape);
    }

    private static int[] DistinctLabels(ReadOnlySpan<int> labels)
    {
        var present = new HashSet<int>();
        int last = 0;
        foreach (int label in labels)
            if (label != last)
                present.Add(last = label);
        present.Remove(0);
        int[] sorted = [.. present];
        Array.Sort(sorted);
        return sorted;
    }
}
