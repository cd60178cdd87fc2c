using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Cellulus.Tests;

/// <summary>Composes pickles and checkpoints by hand, sound and hostile ones.</summary>
internal sealed class PickleBuilder
{
    private readonly MemoryStream _bytes = new();

    public PickleBuilder() => Add(0x80, 2);

    public PickleBuilder Add(params byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public PickleBuilder Op(string opcodes) => Add(Encoding.Latin1.GetBytes(opcodes));

    public PickleBuilder Global(string module, string name) => Op($"c{module}\n{name}\n");

    public PickleBuilder Text(string text)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, Encoding.UTF8.GetByteCount(text));
        return Op("X").Add(length).Add(Encoding.UTF8.GetBytes(text));
    }

    public PickleBuilder Integer(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Add(0x8a, 8).Add(bytes);
    }

    public PickleBuilder Integers(params long[] values)
    {
        Op("(");
        foreach (long value in values)
            Integer(value);
        return Op("t");
    }

    /// <summary>A tensor on a storage of floats.</summary>
    public PickleBuilder Tensor(string key, long storageLength, long offset, long[] shape, long[] strides) =>
        Global("torch._utils", "_rebuild_tensor_v2")
            .Op("((").Text("storage").Global("torch", "FloatStorage").Text(key).Text("cpu").Integer(storageLength).Op("tQ")
            .Integer(offset).Integers(shape).Integers(strides).Add(0x89).Global("collections", "OrderedDict").Op(")RtR");

    /// <summary>The checkpoint around this pickle, with storage "0" of as many floats as given.</summary>
    public string Save(TemporaryFolder folder, int storageLength = 4, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        Op(".");
        string path = folder.PathOf("model.pth");
        using var file = new FileStream(path, FileMode.Create);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        Write(zip, "model/data.pkl", _bytes.ToArray(), compression);
        Write(zip, "model/data/0", new byte[storageLength * sizeof(float)], compression);
        return path;
    }

    private static void Write(ZipArchive zip, string name, byte[] bytes, CompressionLevel compression)
    {
        using Stream stream = zip.CreateEntry(name, compression).Open();
        stream.Write(bytes);
    }
}
