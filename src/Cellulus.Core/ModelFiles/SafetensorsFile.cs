using System.Buffers.Binary;
using System.Text.Json;

namespace Cellulus;

/// <summary>
/// Model files in the safetensors format: the length of a header (8 bytes), the header (JSON), the numbers. All little endian.
/// Nothing in such a file is ever executed; every size is checked against the file before memory is taken.
/// </summary>
internal static class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const int Alignment = 8;

    /// <summary>Far above any header of named tensors, far below what parsing would strain memory with.</summary>
    private const long MaxHeaderLength = 16 << 20;

    /// <summary>Reads a whole file; F64, F16 and BF16 become float.</summary>
    /// <exception cref="ModelFileException">There is no such file, or it is not a sound safetensors file.</exception>
    public static TensorArchive Read(string path) => ModelFileStream.Read(path, stream => Read(path, stream));

    /// <summary>Reads what the file says of its tensors; their numbers are not touched, only counted.</summary>
    /// <exception cref="ModelFileException">There is no such file, or it is not a sound safetensors file.</exception>
    public static SafetensorsHeader ReadHeader(string path) => ModelFileStream.Read(path, stream => ReadHeader(path, stream));

    /// <summary>
    /// Writes an archive, tensors and metadata sorted by name: the same archive gives the same bytes. Replaces a file in one step.
    /// </summary>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, TensorArchive archive, ElementType type = ElementType.Float32)
    {
        NamedTensor[] tensors = [.. archive.Tensors.OrderBy(t => t.Name, StringComparer.Ordinal)];
        byte[] header = Header(tensors, archive.Metadata, type);
        ModelFileStream.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (NamedTensor tensor in tensors)
                stream.Write(TensorElements.WriteAll(tensor.Values, type));
        });
    }

    /// <summary>Reads a whole file from a stream that can be sought.</summary>
    public static TensorArchive Read(string path, Stream stream)
    {
        SafetensorsHeader header = ReadHeader(path, stream);
        var tensors = new List<NamedTensor>(header.Entries.Count);
        foreach (SafetensorsEntry entry in header.Entries)
        {
            var bytes = new byte[entry.End - entry.Begin];
            stream.ReadExactly(bytes);
            float[] values = TensorElements.ReadAll(bytes, entry.Type);
            TensorElements.CheckFinite(path, entry.Name, values);
            tensors.Add(new NamedTensor(entry.Name, entry.Shape, values));
        }
        return new TensorArchive(tensors, header.Metadata);
    }

    private static SafetensorsHeader ReadHeader(string path, Stream stream)
    {
        var json = new byte[ReadHeaderLength(path, stream)];
        stream.ReadExactly(json);
        return SafetensorsHeader.Parse(path, json, stream.Length - stream.Position);
    }

    private static long ReadHeaderLength(string path, Stream stream)
    {
        Span<byte> first = stackalloc byte[LengthBytes];
        if (stream.Length < LengthBytes)
            throw new ModelFileException(path,
                $"the file has {stream.Length} bytes, too few for a safetensors file. Copy or export it again.");
        stream.ReadExactly(first);
        if (first.StartsWith("PK"u8))
            throw new ModelFileException(path,
                "this is a zip archive, as PyTorch checkpoints are, not a safetensors file. Import it as a checkpoint.");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(first);
        if (length is < 2 or > MaxHeaderLength)
            throw new ModelFileException(path,
                "this is not a safetensors file: it does not begin with the length of a header. Name a model file.");
        if ((long)length > stream.Length - LengthBytes)
            throw new ModelFileException(path,
                $"the file is truncated, or no safetensors file: its header would take {length} bytes, {stream.Length - LengthBytes} " +
                "follow. Copy it again.");
        return (long)length;
    }

    private static byte[] Header(NamedTensor[] tensors, IReadOnlyDictionary<string, string> metadata, ElementType type)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);
                json.WriteEndObject();
            }
            long begin = 0;
            foreach (NamedTensor tensor in tensors)
            {
                long end = begin + (long)tensor.Values.Length * TensorElements.SizeOf(type);
                WriteEntry(json, tensor, type, begin, end);
                begin = end;
            }
            json.WriteEndObject();
        }
        // The format allows trailing blanks; they let readers map the numbers aligned.
        while (buffer.Length % Alignment != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, NamedTensor tensor, ElementType type, long begin, long end)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", TensorElements.NameOf(type));
        json.WriteStartArray("shape");
        foreach (int extent in tensor.Shape)
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
