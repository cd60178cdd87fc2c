namespace Cellulus;

/// <summary>The operands of a pickle, its marks and its memo, each limited to what a checkpoint may need.</summary>
/// <param name="path">The checkpoint, for messages.</param>
internal sealed class PickleStack(string path)
{
    /// <summary>A checkpoint has about ten containers a tensor; many more only serve to exhaust memory.</summary>
    private const int MaxContainers = 200_000;

    private const int MaxDepth = 64;

    private readonly List<object?> _values = [];
    private readonly Stack<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = new(PickleKeys.Instance);
    private int _containers;

    public void Push(object? value) => _values.Add(value);

    /// <summary>Pushes a list, tuple, dictionary or anything else that is more than a number or text.</summary>
    public void PushContainer(object? value)
    {
        if (++_containers > MaxContainers)
            throw PickleErrors.Refused(path, $"describes more than {MaxContainers} lists, tuples, dictionaries and tensors");
        Push(value);
    }

    public void Mark()
    {
        if (_marks.Count == MaxDepth)
            throw PickleErrors.Refused(path, $"nests values more than {MaxDepth} deep");
        _marks.Push(_values.Count);
    }

    public object? Peek() => _values.Count > Floor ? _values[^1] : throw PickleErrors.Damaged(path, "an operation without its operand");

    public object? Pop() => Pop(1)[0];

    public object?[] Pop(int count) => PopFrom(_values.Count - count);

    /// <summary>Everything above the innermost mark, and the mark.</summary>
    public object?[] PopToMark()
    {
        if (!_marks.TryPop(out int start))
            throw PickleErrors.Damaged(path, "the end of a list without its beginning");
        return PopFrom(start);
    }

    public void Memorize(uint key) => _memo[key] = Peek();

    public void PushMemorized(uint key) =>
        Push(_memo.TryGetValue(key, out object? value)
            ? value
            : throw PickleErrors.Damaged(path, "a reference to a value that was never stored"));

    /// <summary>Operands lie above the innermost open mark.</summary>
    private int Floor => _marks.TryPeek(out int mark) ? mark : 0;

    private object?[] PopFrom(int start)
    {
        if (start < Floor)
            throw PickleErrors.Damaged(path, "an operation without its operands");
        var items = new object?[_values.Count - start];
        _values.CopyTo(start, items, 0, items.Length);
        _values.RemoveRange(start, items.Length);
        return items;
    }
}
