namespace Cellulus;

/// <summary>
/// Reads the pickle inside a PyTorch checkpoint: a stack machine of few opcodes that knows numbers, text, lists, tuples,
/// dictionaries and tensors. Everything else is refused; nothing is imported or called. Values are <see langword="null"/>,
/// <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, <see cref="List{T}"/>, object arrays (tuples),
/// <see cref="OrderedDictionary{TKey, TValue}"/>, <see cref="StoredTensor"/> and the inert stand-ins of <see cref="PickleGlobals"/>.
/// </summary>
internal sealed class PickleReader
{
    /// <summary>Characters of a name; one text may be the name of many values, and each use of it takes time.</summary>
    private const int LongestName = 1000;

    private static readonly object BoxedTrue = true, BoxedFalse = false;

    private readonly string _path;
    private readonly PickleCursor _cursor;
    private readonly PickleStack _stack;

    private PickleReader(string path, byte[] bytes)
    {
        _path = path;
        _cursor = new PickleCursor(path, bytes);
        _stack = new PickleStack(path);
    }

    /// <summary>The value that a pickle describes.</summary>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <param name="bytes">The pickle.</param>
    /// <exception cref="ModelFileException">The pickle is damaged or asks for more than tensors.</exception>
    public static object? Read(string path, byte[] bytes) => new PickleReader(path, bytes).Run();

    private object? Run()
    {
        while (true)
        {
            var opcode = (PickleOpcode)_cursor.ReadByte();
            if (opcode == PickleOpcode.Stop)
                return _stack.Pop();
            Execute(opcode);
        }
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Protocol: CheckProtocol(_cursor.ReadByte()); break;
            case PickleOpcode.None: _stack.Push(null); break;
            case PickleOpcode.True: _stack.Push(BoxedTrue); break;
            case PickleOpcode.False: _stack.Push(BoxedFalse); break;
            case PickleOpcode.Byte: _stack.Push((long)_cursor.ReadByte()); break;
            case PickleOpcode.UInt16: _stack.Push((long)_cursor.ReadUInt16()); break;
            case PickleOpcode.Int32: _stack.Push((long)_cursor.ReadInt32()); break;
            case PickleOpcode.Long: _stack.Push(_cursor.ReadLong()); break;
            case PickleOpcode.Double: _stack.Push(_cursor.ReadDouble()); break;
            case PickleOpcode.Text: _stack.Push(_cursor.ReadText()); break;
            case PickleOpcode.Mark: _stack.Mark(); break;
            case PickleOpcode.EmptyTuple: _stack.PushContainer(Array.Empty<object?>()); break;
            case PickleOpcode.Tuple1: _stack.PushContainer(_stack.Pop(1)); break;
            case PickleOpcode.Tuple2: _stack.PushContainer(_stack.Pop(2)); break;
            case PickleOpcode.Tuple3: _stack.PushContainer(_stack.Pop(3)); break;
            case PickleOpcode.Tuple: _stack.PushContainer(_stack.PopToMark()); break;
            case PickleOpcode.EmptyList: _stack.PushContainer(new List<object?>()); break;
            case PickleOpcode.Append: Append(_stack.Pop(1)); break;
            case PickleOpcode.Appends: Append(_stack.PopToMark()); break;
            case PickleOpcode.EmptyDictionary: _stack.PushContainer(new OrderedDictionary<object, object?>(PickleKeys.Instance)); break;
            case PickleOpcode.SetItem: SetItems(_stack.Pop(2)); break;
            case PickleOpcode.SetItems: SetItems(_stack.PopToMark()); break;
            case PickleOpcode.Put: _stack.Memorize(_cursor.ReadByte()); break;
            case PickleOpcode.LongPut: _stack.Memorize(_cursor.ReadUInt32()); break;
            case PickleOpcode.Get: _stack.PushMemorized(_cursor.ReadByte()); break;
            case PickleOpcode.LongGet: _stack.PushMemorized(_cursor.ReadUInt32()); break;
            case PickleOpcode.Global: _stack.Push(FindGlobal(_cursor.ReadLine(), _cursor.ReadLine())); break;
            case PickleOpcode.PersistentId: _stack.PushContainer(Storage(_stack.Pop())); break;
            case PickleOpcode.Reduce: _stack.PushContainer(Construct(_stack.Pop(2))); break;
            case PickleOpcode.Build: DropAttributes(_stack.Pop()); break;
            default:
                throw PickleErrors.Refused(_path, $"uses the pickle opcode 0x{(byte)opcode:x2}, which no checkpoint of tensors needs");
        }
    }

    private void CheckProtocol(byte version)
    {
        if (version != 2)
            throw PickleErrors.Refused(_path, $"is written in pickle protocol {version}; protocol 2, the default of torch.save, is read");
    }

    private object FindGlobal(string module, string name) =>
        PickleGlobals.Find(module, name)
        ?? throw PickleErrors.Refused(_path, $"refers to {Quoted.Name($"{module}.{name}")}, which no checkpoint of tensors needs");

    /// <summary>Calls nothing: makes the value that the named constructor would make.</summary>
    private object Construct(object?[] call) => (call[0], call[1]) switch
    {
        (PickleConstructor.OrderedDictionary, object?[] and []) => new OrderedDictionary<object, object?>(PickleKeys.Instance),
        (PickleConstructor.Size, object?[] and [object?[] extents]) => extents,
        (PickleConstructor.Parameter, object?[] and [StoredTensor tensor, ..]) => tensor,
        (PickleConstructor.Tensor, object?[] and [TensorStorage storage, long offset, object?[] shape, object?[] strides, ..]) =>
            new StoredTensor(storage, offset, Extents(shape), Extents(strides)),
        _ => throw PickleErrors.Damaged(_path, "a constructor with arguments that do not fit"),
    };

    private TensorStorage Storage(object? id) =>
        id is object?[] and ["storage", ElementType type, string { Length: <= LongestName } key, string, long length, ..]
            ? new TensorStorage(type, key, length)
            : throw PickleErrors.Damaged(_path, "a reference to something that is not a tensor's storage");

    /// <summary>State dictionaries carry attributes (versions of modules) that no weight depends on.</summary>
    private void DropAttributes(object? attributes)
    {
        if (_stack.Peek() is not OrderedDictionary<object, object?> || attributes is not OrderedDictionary<object, object?>)
            throw PickleErrors.Damaged(_path, "attributes for something that is not a dictionary");
    }

    private void Append(object?[] items)
    {
        if (_stack.Peek() is not List<object?> list)
            throw PickleErrors.Damaged(_path, "list items without a list");
        list.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (_stack.Peek() is not OrderedDictionary<object, object?> dictionary || items.Length % 2 != 0)
            throw PickleErrors.Damaged(_path, "dictionary items without a dictionary");
        for (int i = 0; i < items.Length; i += 2)
        {
            if (items[i] is not (string { Length: <= LongestName } or long))
                throw PickleErrors.Damaged(_path, $"a dictionary key that is neither a text of up to {LongestName} characters nor a whole number");
            dictionary[items[i]!] = items[i + 1];
        }
    }

    // Many tensors may share one list: its length is looked at before it is copied.
    private long[] Extents(object?[] items) => items.Length > NamedTensor.MostExtents
        ? throw PickleErrors.Damaged(_path, $"a tensor of {items.Length} extents or strides; {NamedTensor.MostExtents} are read")
        : Array.ConvertAll(items, item => item is long value ? value : throw PickleErrors.Damaged(_path, "an extent or stride that is not a whole number"));
}
