using System.IO.Compression;
using System.Text;

namespace Cellulus;

/// <summary>The entries of a checkpoint's zip archive. Sizes are checked before memory is taken.</summary>
/// <param name="path">The checkpoint, for messages.</param>
/// <param name="zip">The archive.</param>
/// <param name="root">The folder in it that everything lies in.</param>
/// <param name="fileLength">Bytes of the whole file.</param>
internal sealed class CheckpointEntries(string path, ZipArchive zip, string root, long fileLength)
{
    private readonly Dictionary<TensorStorage, float[]> _storages = [];
    private long _storedBytes, _values;

    /// <summary>Refuses numbers written on a big-endian machine; older checkpoints do not say and are taken for little endian.</summary>
    public void CheckByteOrder()
    {
        if (zip.GetEntry($"{root}/byteorder") is { } entry && Encoding.ASCII.GetString(ReadBytes(entry, 16)) != "little")
            throw new ModelFileException(path, "the checkpoint was written in big-endian byte order. Save it on a little-endian machine.");
    }

    /// <summary>All bytes of an entry. torch.save stores without compression, so an entry is never larger than the file.</summary>
    public byte[] ReadBytes(ZipArchiveEntry entry, long maximum)
    {
        if (entry.Length != entry.CompressedLength || entry.Length > fileLength || entry.Length > maximum)
            throw new ModelFileException(path,
                $"its entry {Quoted.Name(entry.FullName)} is compressed or has an impossible size ({entry.Length} bytes). Save the checkpoint with " +
                "torch.save.");
        var bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The values of a tensor, brought into row-major order.</summary>
    public NamedTensor ReadTensor(string name, StoredTensor tensor)
    {
        int[] shape = CheckView(name, tensor);
        float[] values = Gather(ReadStorage(name, tensor.Storage), tensor, shape);
        TensorElements.CheckFinite(path, name, values);
        return new NamedTensor(name, shape, values);
    }

    /// <summary>The numbers of a storage; tensors may share one. Storages lie side by side, so all together fit into the file.</summary>
    private float[] ReadStorage(string name, TensorStorage storage)
    {
        if (_storages.TryGetValue(storage, out float[]? values))
            return values;
        ZipArchiveEntry entry = zip.GetEntry($"{root}/data/{storage.Key}")
            ?? throw Damaged(name, $"its storage {Quoted.Name(storage.Key)} is missing");
        int size = TensorElements.SizeOf(storage.Type);
        if (entry.Length != storage.Length * size)
            throw Damaged(name, $"its storage has {entry.Length} bytes instead of {storage.Length} numbers of {size}");
        _storedBytes += entry.Length;
        if (_storedBytes > fileLength)
            throw Damaged(name, "the storages together are larger than the file");
        return _storages[storage] = TensorElements.ReadAll(ReadBytes(entry, Array.MaxLength), storage.Type);
    }

    /// <summary>Every element of the view lies in its storage, and all views together stay in proportion to the file.</summary>
    private int[] CheckView(string name, StoredTensor tensor)
    {
        long available = tensor.Storage.Length;
        if (available < 0 || available > Math.Min(fileLength, Array.MaxLength))
            throw Damaged(name, $"its storage claims {available} numbers in a file of {fileLength} bytes");
        if (tensor.Shape.Length != tensor.Strides.Length)
            throw Damaged(name, $"it has {tensor.Shape.Length} extents and {tensor.Strides.Length} strides");
        if (tensor.Offset < 0 || tensor.Offset > available)
            throw Damaged(name, $"it begins at number {tensor.Offset} of a storage of {available}");
        bool isEmpty = tensor.Shape.Contains(0);
        long count = isEmpty ? 0 : 1, last = tensor.Offset;
        foreach ((long extent, long stride) in tensor.Shape.Zip(tensor.Strides))
        {
            // An empty tensor has no element that could lie anywhere.
            if (isEmpty && extent is >= 0 and <= int.MaxValue)
                continue;
            if (extent < 0 || extent > available || (extent > 1 && (stride < 0 || stride > available)))
                throw Damaged(name, $"extent {extent} or stride {stride} does not suit a storage of {available} numbers");
            count = Math.Min(count * extent, available + 1);
            if (extent > 1)
                last = Math.Min(last + stride * (extent - 1), available);
        }
        if (count > available || (count > 0 && last >= available))
            throw Damaged(name, $"it reaches beyond its storage of {available} numbers");
        _values += count;
        if (_values > fileLength)
            throw Damaged(name, "the tensors together are larger than the file");
        return Array.ConvertAll(tensor.Shape, extent => (int)extent);
    }

    private static float[] Gather(float[] values, StoredTensor tensor, int[] shape)
    {
        var ordered = new float[NamedTensor.CountOf(shape)];
        var index = new int[shape.Length];
        long source = tensor.Offset;
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[i] = values[source];
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                source += tensor.Strides[axis];
                if (++index[axis] < shape[axis])
                    break;
                source -= tensor.Strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return ordered;
    }

    private ModelFileException Damaged(string name, string what) =>
        new(path, $"the checkpoint is damaged: tensor {Quoted.Name(name)} cannot be read, {what}. Copy or save it again.");
}
