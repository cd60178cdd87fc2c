using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Numbers labels 1 to n.</summary>
internal static class LabelNumbering
{
    /// <summary>Renumbers in place to 1 to n, keeping the order of the numbers and 0.</summary>
    /// <returns>The numbers as they were; entry i became i + 1.</returns>
    public static int[] CloseGaps(Span<int> labels)
    {
        int max = labels.IsEmpty ? 0 : TensorPrimitives.Max<int>(labels);
        return max <= 4L * labels.Length + 1024 ? CloseGapsByTable(labels, max) : CloseGapsBySearch(labels);
    }

    /// <summary>Labels as they were numbered before, once some were dropped or joined.</summary>
    /// <param name="labels">1 to n, from <see cref="CloseGaps"/>.</param>
    /// <param name="before">What that returned.</param>
    /// <param name="became">What has become of each label, entry 0 first; 0 where it was dropped.</param>
    public static int[] Restore(int[] labels, int[] before, int[] became) =>
        Array.ConvertAll(labels, label => became[label] is > 0 and var there ? before[there - 1] : 0);

    private static int[] CloseGapsByTable(Span<int> labels, int max)
    {
        var number = new int[max + 1];
        foreach (int label in labels)
            number[label] = 1;
        var before = new List<int>();
        number[0] = 0;
        for (int label = 1; label <= max; label++)
            if (number[label] != 0)
            {
                before.Add(label);
                number[label] = before.Count;
            }
        if (before.Count < max)
            foreach (ref int label in labels)
                label = number[label];
        return [.. before];
    }

    /// <summary>For numbers so large that a table of them would be larger than the image.</summary>
    private static int[] CloseGapsBySearch(Span<int> labels)
    {
        var seen = new HashSet<int>();
        foreach (int label in labels)
            seen.Add(label);
        seen.Remove(0);
        int[] before = [.. seen];
        Array.Sort(before);
        foreach (ref int label in labels)
            if (label != 0)
                label = Array.BinarySearch(before, label) + 1;
        return before;
    }
}
