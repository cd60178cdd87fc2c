using System.Runtime.InteropServices;

namespace Cellulus;

/// <summary>Pixel faces of objects, counted row by row: all, and those that look on background. The border of the image is no
/// face.</summary>
/// <param name="numbers">The object of each label; labels with the same number are one.</param>
internal sealed class ObjectFaces(int[] numbers)
{
    private readonly long[] _all = new long[numbers.Length], _free = new long[numbers.Length];
    private readonly Dictionary<(int A, int B), int> _contacts = [];

    /// <summary>Pairs of objects that share a face, the lower number first, and how many faces.</summary>
    public IReadOnlyDictionary<(int A, int B), int> Contacts => _contacts;

    /// <summary>Faces of an object.</summary>
    public long All(int number) => _all[number];

    /// <summary>Those of them that look on background.</summary>
    public long Free(int number) => _free[number];

    /// <summary>Share of the faces that look on background; 1 where there are none.</summary>
    public double Freedom(int number) => _all[number] == 0 ? 1 : (double)_free[number] / _all[number];

    /// <summary>Adds the faces of a row within it and to the row above.</summary>
    public void AddInSlice(in LabelRow row)
    {
        Add(row.Labels[..^1], row.Labels[1..]);
        if (!row.Above.IsEmpty)
            Add(row.Above, row.Labels);
    }

    /// <summary>Adds the faces to the slice before.</summary>
    public void AddToSliceBefore(in LabelRow row)
    {
        if (!row.Before.IsEmpty)
            Add(row.Before, row.Labels);
    }

    private void Add(ReadOnlySpan<int> row, ReadOnlySpan<int> beside)
    {
        for (int i = 0; i < row.Length; i++)
            if (row[i] != beside[i])
                Add(numbers[row[i]], numbers[beside[i]]);
    }

    private void Add(int a, int b)
    {
        if (a == b)
            return;
        _all[a]++;
        _all[b]++;
        if (a == 0)
            _free[b]++;
        else if (b == 0)
            _free[a]++;
        else
            CollectionsMarshal.GetValueRefOrAddDefault(_contacts, (Math.Min(a, b), Math.Max(a, b)), out _)++;
    }
}
