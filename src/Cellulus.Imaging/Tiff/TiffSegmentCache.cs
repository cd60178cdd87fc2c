namespace Cellulus.Imaging;

/// <summary>Decoded segments that were used last, up to an amount of memory.</summary>
internal sealed class TiffSegmentCache(long capacity)
{
    private readonly Dictionary<int, LinkedListNode<(int Segment, byte[] Samples)>> _nodes = [];
    private readonly LinkedList<(int Segment, byte[] Samples)> _byUse = new();
    private long _bytes;

    /// <summary>A segment's samples, or null when they are not kept.</summary>
    public byte[]? Find(int segment)
    {
        if (!_nodes.TryGetValue(segment, out var node))
            return null;
        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return node.Value.Samples;
    }

    /// <summary>Keeps a segment, drops those that were not used for the longest time, and returns the samples.</summary>
    public byte[] Add(int segment, byte[] samples)
    {
        _nodes.Add(segment, _byUse.AddFirst((segment, samples)));
        for (_bytes += samples.Length; _bytes > capacity && _byUse.Last is { } last; _bytes -= last.Value.Samples.Length)
        {
            _byUse.RemoveLast();
            _nodes.Remove(last.Value.Segment);
        }
        return samples;
    }
}
