namespace Cellulus;

/// <summary>Which objects each window has to do with, and how large it must be to hold them whole.</summary>
internal sealed class ObjectWindows
{
    private readonly BoxGrid _windows;
    private readonly GridBox[] _boxes;
    private readonly int _context;
    private readonly List<int>[] _objects;

    /// <param name="windows">Windows without context.</param>
    /// <param name="boxes">Box of each label; empty for labels that are not there.</param>
    /// <param name="reach">An object has to do with what lies this far from its box.</param>
    /// <param name="context">What must be known around the box of an object.</param>
    public ObjectWindows(BoxGrid windows, GridBox[] boxes, int reach, int context)
    {
        (_windows, _boxes, _context) = (windows, boxes, context);
        _objects = [.. Enumerable.Range(0, windows.Count).Select(_ => new List<int>())];
        for (int label = 1; label < boxes.Length; label++)
            if (!boxes[label].IsEmpty)
                foreach (int window in windows.Touching(boxes[label].Inflate(reach, windows.Shape)))
                    _objects[window].Add(label);
    }

    /// <summary>Labels of the objects that a window has to do with, rising.</summary>
    public IReadOnlyList<int> ObjectsOf(int window) => _objects[window];

    /// <summary>Each object once: windows that have to do with objects that none before had to do with, and these.</summary>
    public IEnumerable<(int Window, HashSet<int> Labels)> EachOnce()
    {
        var done = new HashSet<int>();
        for (int window = 0; window < _objects.Length; window++)
            if (_objects[window].Where(done.Add).ToHashSet() is { Count: > 0 } labels)
                yield return (window, labels);
    }

    /// <summary>The window with all its objects and their context.</summary>
    public GridBox WithContext(int window) => _objects[window].Aggregate(
        _windows[window], (box, label) => box.Union(_boxes[label].Inflate(_context, _windows.Shape)));
}
