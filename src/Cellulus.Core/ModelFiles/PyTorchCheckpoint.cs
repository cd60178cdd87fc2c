using System.IO.Compression;

namespace Cellulus;

/// <summary>
/// Reads checkpoints that <c>torch.save</c> writes (torch 1.6 and later): a zip archive of a pickle and one entry of numbers a
/// storage. The reference implementation keeps its weights under <c>model_state_dict</c>; a plain state dictionary is read as well.
/// </summary>
internal static class PyTorchCheckpoint
{
    /// <summary>The pickle holds names and the history of the loss, 9 bytes a value.</summary>
    private const long MaxPickleLength = 16 << 20;

    private const string PickleEntry = "/data.pkl";
    private const string ParallelPrefix = "module.";

    private static readonly string[] StateKeys = ["model_state_dict", "state_dict"];

    /// <summary>
    /// The weights of the model, in the order of the checkpoint, without the prefix <c>module.</c> of data-parallel training.
    /// Metadata holds <c>iteration</c> when the checkpoint names it.
    /// </summary>
    /// <exception cref="ModelFileException">There is no such file, or it is not a sound checkpoint of tensors alone.</exception>
    public static TensorArchive Read(string path) => ModelFileStream.Read(path, stream => Read(path, stream));

    /// <summary>Whether a file begins as a zip archive. False if it cannot be read; reading it then tells why.</summary>
    public static bool IsCheckpoint(string path)
    {
        try
        {
            using FileStream stream = InputFile.Open(path);
            return BeginsAsZip(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    private static TensorArchive Read(string path, FileStream stream)
    {
        CheckSignature(path, stream);
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Read(path, zip, stream.Length);
        }
        catch (InvalidDataException e)
        {
            throw new ModelFileException(path,
                "the checkpoint is truncated or damaged: its zip archive cannot be read. Copy or save it again.", e);
        }
    }

    private static void CheckSignature(string path, FileStream stream)
    {
        if (!BeginsAsZip(stream))
            throw new ModelFileException(path, "this is not a PyTorch checkpoint of torch 1.6 or later (a zip archive). Load and save it with a newer torch.");
    }

    private static bool BeginsAsZip(FileStream stream)
    {
        Span<byte> first = stackalloc byte[2];
        int count = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return count == first.Length && first.SequenceEqual("PK"u8);
    }

    private static TensorArchive Read(string path, ZipArchive zip, long fileLength)
    {
        ZipArchiveEntry pickle = FindPickle(path, zip);
        string root = pickle.FullName[..^PickleEntry.Length];
        var entries = new CheckpointEntries(path, zip, root, fileLength);
        entries.CheckByteOrder();
        object? value = PickleReader.Read(path, entries.ReadBytes(pickle, MaxPickleLength));
        if (value is not OrderedDictionary<object, object?> saved)
            throw new ModelFileException(path, "the checkpoint holds no dictionary. Save the model's state_dict().");
        return new TensorArchive(ReadTensors(path, State(saved), entries), Metadata(saved));
    }

    private static ZipArchiveEntry FindPickle(string path, ZipArchive zip)
    {
        ZipArchiveEntry[] found = [.. zip.Entries.Where(e => e.FullName.EndsWith(PickleEntry, StringComparison.Ordinal)).Take(2)];
        return found.Length == 1
            ? found[0]
            : throw new ModelFileException(path,
                $"this zip archive is not a PyTorch checkpoint: it has {(found.Length == 0 ? "no" : "more than one")} data.pkl.");
    }

    private static OrderedDictionary<object, object?> State(OrderedDictionary<object, object?> saved)
    {
        foreach (string key in StateKeys)
            if (saved.TryGetValue(key, out object? value) && value is OrderedDictionary<object, object?> state)
                return state;
        return saved;
    }

    private static List<NamedTensor> ReadTensors(string path, OrderedDictionary<object, object?> state, CheckpointEntries entries)
    {
        var stored = new List<(string Name, StoredTensor Tensor)>();
        foreach ((object key, object? value) in state)
            if (key is string name && value is StoredTensor tensor && tensor.Storage.Type != ElementType.NotFloatingPoint)
                stored.Add((name, tensor));
        if (stored.Count == 0)
            throw new ModelFileException(path,
                "the checkpoint holds no weights, neither under 'model_state_dict' nor directly. Save the model's state_dict().");
        int prefix = stored.TrueForAll(t => t.Name.StartsWith(ParallelPrefix, StringComparison.Ordinal)) ? ParallelPrefix.Length : 0;
        return stored.ConvertAll(t => entries.ReadTensor(t.Name[prefix..], t.Tensor));
    }

    private static Dictionary<string, string> Metadata(OrderedDictionary<object, object?> saved) =>
        saved.TryGetValue("iteration", out object? value) && value is long iteration ? new() { ["iteration"] = $"{iteration}" } : [];
}
