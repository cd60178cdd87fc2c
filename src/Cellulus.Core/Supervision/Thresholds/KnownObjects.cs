namespace Cellulus;

/// <summary>What is known of one image, against which finds are judged one by one, the best first. Finds each object once.</summary>
internal sealed class KnownObjects
{
    private readonly JudgedImage _image;
    private readonly int[] _sizes;
    private readonly HashSet<int> _taken = [];

    public KnownObjects(JudgedImage image)
    {
        _image = image;
        _sizes = new int[image.Labels.MaxLabel];
        foreach (int label in image.Labels.Labels)
            if (label > 0)
                _sizes[label - 1]++;
        int[] there = [.. Enumerable.Range(1, _sizes.Length).Where(l => _sizes[l - 1] > 0)];
        Counting = there.Count(image.Counts);
        CountingShare = there.Length == 0 ? 1 : (double)Counting / there.Length;
    }

    /// <summary>Objects that count.</summary>
    public int Counting { get; }

    /// <summary>Their share among all that are known.</summary>
    public double CountingShare { get; }

    /// <summary>Judges one find.</summary>
    /// <param name="pixels">Its pixels.</param>
    /// <param name="iou">Intersection over union beyond which it is an object.</param>
    public Verdict Judge(StarPixels pixels, double iou)
    {
        var shared = new Dictionary<int, int>();
        foreach ((int z, int y, int x) in pixels)
        {
            int label = _image.Labels.Labels[_image.Labels.Shape.IndexOf(z, y, x)];
            shared[label] = shared.GetValueOrDefault(label) + 1;
        }
        foreach ((int label, int count) in shared)
            if (label > 0 && count > iou * (pixels.Count + _sizes[label - 1] - count) && _taken.Add(label))
                return _image.Counts(label) ? Verdict.Right : Verdict.Open;
        return 2 * shared.GetValueOrDefault(PseudoLabels.Unknown) >= pixels.Count ? Verdict.Open : Verdict.Wrong;
    }
}
