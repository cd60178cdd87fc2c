using System.Text.Json;
using Xunit;

namespace Cellulus.Tests;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly TensorArchive Example = new(
        [
            new NamedTensor("head.0.weight", [2, 3], [1, -2.5f, 3e-30f, 4e30f, 0.1f, float.Epsilon]),
            new NamedTensor("backbone.bias", [2], [-0f, 7]),
            new NamedTensor("scale", [], [0.5f]),
        ],
        new Dictionary<string, string> { ["options"] = """{"features":24,"note":"\u00b5m \"quoted\""}""", ["format"] = "cellulus" });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_bit_for_bit_sorted_by_name()
    {
        string path = _folder.PathOf("model.safetensors");
        SafetensorsFile.Write(path, Example);
        TensorArchive read = SafetensorsFile.Read(path);

        Assert.Equal(["backbone.bias", "head.0.weight", "scale"], read.Tensors.Select(t => t.Name));
        foreach (NamedTensor tensor in Example.Tensors)
        {
            Assert.Equal(tensor.Shape, read.Find(tensor.Name)!.Shape);
            Assert.Equal(tensor.Values.Select(BitConverter.SingleToInt32Bits), read.Find(tensor.Name)!.Values.Select(BitConverter.SingleToInt32Bits));
        }
        Assert.Equal(Example.Metadata, read.Metadata);
    }

    [Fact]
    public void Equal_archives_in_any_order_give_equal_bytes()
    {
        string one = _folder.PathOf("one.safetensors"), other = _folder.PathOf("other.safetensors");
        SafetensorsFile.Write(one, Example);
        SafetensorsFile.Write(other, new TensorArchive(Example.Tensors.Reverse(), new SortedDictionary<string, string>(Example.Metadata.ToDictionary())));
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(other));
    }

    [Fact]
    public void The_numbers_begin_at_a_multiple_of_eight_bytes()
    {
        string path = _folder.PathOf("model.safetensors");
        SafetensorsFile.Write(path, Example);
        Assert.Equal(0, BitConverter.ToInt64(File.ReadAllBytes(path)) % 8);
    }

    [Fact]
    public void Writing_creates_folders_replaces_files_and_leaves_nothing_else_behind()
    {
        string path = _folder.PathOf(Path.Combine("a", "b", "model.safetensors"));
        SafetensorsFile.Write(path, Example);
        SafetensorsFile.Write(path, new TensorArchive([new NamedTensor("w", [1], [2])]));
        Assert.Equal(2, SafetensorsFile.Read(path).Tensors.Single().Values.Single());
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        string file = _folder.Write("file", []);
        var e = Assert.Throws<ModelFileException>(() => SafetensorsFile.Write(Path.Combine(file, "model.safetensors"), Example));
        Assert.Contains("cannot be written", e.Message);
        Assert.Contains("folder", Assert.Throws<ModelFileException>(() => SafetensorsFile.Write(_folder.FullName, Example)).Message);
    }

    [Fact]
    public void Half_brain_and_double_numbers_become_floats()
    {
        var bytes = new MemoryStream();
        foreach (double v in new[] { 0.5, -3 })
            bytes.Write(BitConverter.GetBytes((Half)v));
        foreach (float v in new[] { 0.5f, -3 })
            bytes.Write(BitConverter.GetBytes(v), 2, 2);
        foreach (double v in new[] { 0.1, -3 })
            bytes.Write(BitConverter.GetBytes(v));
        string path = SafetensorsBytes.Write(_folder, """
            {"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]},
             "d":{"dtype":"F64","shape":[1,2],"data_offsets":[8,24]}}
            """, bytes.ToArray());

        TensorArchive read = SafetensorsFile.Read(path);
        Assert.Equal([0.5f, -3], read.Find("h")!.Values);
        Assert.Equal([0.5f, -3], read.Find("b")!.Values);
        Assert.Equal([0.1f, -3], read.Find("d")!.Values);
    }

    [PythonFact]
    public void Python_reads_what_is_written()
    {
        string path = _folder.PathOf("model.safetensors");
        SafetensorsFile.Write(path, Example);
        string printed = Python.Run(Python.Plain!, Path.Combine(AppContext.BaseDirectory, "ModelFiles", "read_safetensors.py"), path);

        using JsonDocument document = JsonDocument.Parse(printed);
        foreach (NamedTensor tensor in Example.Tensors)
        {
            JsonElement read = document.RootElement.GetProperty("tensors").GetProperty(tensor.Name);
            Assert.Equal(tensor.Shape, read.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32()));
            Assert.Equal(tensor.Values, read.GetProperty("values").EnumerateArray().Select(e => (float)e.GetDouble()));
        }
        foreach ((string key, string value) in Example.Metadata)
            Assert.Equal(value, document.RootElement.GetProperty("metadata").GetProperty(key).GetString());
    }
}
