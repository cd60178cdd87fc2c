namespace Cellulus;

/// <summary>What a model file holds: tensors in the order of the file, and text by key. Names are unique.</summary>
internal sealed class TensorArchive
{
    private readonly Dictionary<string, NamedTensor> _byName = new(StringComparer.Ordinal);

    /// <summary>An archive of these tensors.</summary>
    /// <param name="tensors">Tensors with unique names.</param>
    /// <param name="metadata">Text by key; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a tensor has not as many values as its shape says.</exception>
    public TensorArchive(IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Tensors = [.. tensors];
        Metadata = metadata ?? new Dictionary<string, string>();
        foreach (NamedTensor tensor in Tensors)
        {
            if (NamedTensor.CountOf(tensor.Shape) != tensor.Values.Length)
                throw new ArgumentException(
                    $"Tensor {Quoted.Name(tensor.Name)} of shape ({string.Join(", ", tensor.Shape)}) has {tensor.Values.Length} values.",
                    nameof(tensors));
            if (!_byName.TryAdd(tensor.Name, tensor))
                throw new ArgumentException($"There are two tensors named {Quoted.Name(tensor.Name)}.", nameof(tensors));
        }
    }

    /// <summary>The tensors, in order.</summary>
    public IReadOnlyList<NamedTensor> Tensors { get; }

    /// <summary>Text by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of this name, or <see langword="null"/>.</summary>
    public NamedTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The shape of the tensor of this name, or <see langword="null"/>.</summary>
    public int[]? ShapeOf(string name) => Find(name)?.Shape;
}
