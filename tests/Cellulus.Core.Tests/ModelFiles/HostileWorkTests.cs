using System.Text;
using Xunit;

namespace Cellulus.Tests;

/// <summary>Model files made to cost far more than they weigh. Work and memory are counted; clocks tell of the machine.</summary>
public sealed class HostileWorkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whole_numbers_whose_usual_hashes_collide_do_not_collide_as_keys()
    {
        IEqualityComparer<object> keys = PickleKeys.Instance;
        long[] colliding = [.. Enumerable.Range(0, 20_000).Select(i => ((long)i << 32) | (uint)i)];
        Assert.Single(colliding.Select(n => n.GetHashCode()).Distinct());
        Assert.True(colliding.Select(n => keys.GetHashCode(n)).Distinct().Count() > 19_900);
        Assert.True(keys.Equals(5L, 5L) && !keys.Equals(5L, "5") && keys.GetHashCode("w") == keys.GetHashCode(new StringBuilder("w").ToString()));
    }

    [Fact]
    public void Places_of_the_memo_that_would_share_a_bucket_do_not()
    {
        // A table of so many buckets is what the runtime makes for as many keys; their own values would fill one of them.
        const uint buckets = 32_749;
        IEqualityComparer<uint> keys = PickleKeys.Instance;
        int used = Enumerable.Range(0, (int)buckets).Select(i => (uint)keys.GetHashCode((uint)i * buckets) % buckets).Distinct().Count();
        Assert.True(used > buckets / 2, $"{used} of {buckets} buckets are used.");
    }

    [Fact]
    public void A_dictionary_of_whole_numbers_is_read()
    {
        PickleBuilder pickle = new PickleBuilder().Op("}(");
        for (int i = 0; i < 1000; i++)
            pickle.Integer(((long)i << 32) | (uint)i).Op("N");
        string path = pickle.Text("w").Tensor("0", 4, 0, [4], [1]).Op("u").Save(_folder);
        Assert.Equal("w", PyTorchCheckpoint.Read(path).Tensors.Single().Name);
    }

    [Fact]
    public void A_name_that_takes_long_to_compare_is_refused_before_it_is_used_again_and_again()
    {
        string name = new('n', 1001);
        Assert.Contains("up to 1000", Refusal(new PickleBuilder().Op("}").Text(name).Op("q\u0000Ns").Save(_folder)));
        Assert.Contains("storage", Refusal(new PickleBuilder().Op("}").Text("w").Tensor(name, 4, 0, [4], [1]).Op("s").Save(_folder)));
        string path = new PickleBuilder().Op("}").Text(name[..1000]).Tensor("0", 4, 0, [4], [1]).Op("s").Save(_folder);
        Assert.Equal(1000, PyTorchCheckpoint.Read(path).Tensors.Single().Name.Length);
    }

    [Fact]
    public void A_long_list_of_extents_that_tensors_share_is_not_copied_for_each()
    {
        // The list lies in the memo; a tensor that refers to it takes two bytes for that.
        PickleBuilder pickle = new PickleBuilder().Integers(new long[10_000]).Op("q\u0000");
        pickle.Global("torch._utils", "_rebuild_tensor_v2").Op("((").Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Integer(4).Op("tQ");
        string path = pickle.Integer(0).Op("h\u0000h\u0000tR").Save(_folder);
        Assert.Contains("10000 extents", Refusal(path));
        string header = """{"w": {"dtype": "F32", "shape": [1, 1, 1, 1, 1, 1, 1, 1, 1], "data_offsets": [0, 4]}}""";
        Assert.Contains("9 extents", Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(SafetensorsBytes.Write(_folder, header, new byte[4]))).Message);
    }

    [Theory]
    [InlineData("[500000000, 0, 3, 3]")]
    [InlineData("[40000, 0, 3, 3]")]
    [InlineData("[2147483647, 2147483647, 2147483647, 0]")]
    [InlineData("[0, 2147483647, 2147483647, 2147483647]")]
    [InlineData("[1, 1000000, 0, 3]")]
    public void Extents_whose_product_is_zero_are_checked_one_by_one(string shape)
    {
        string[] names = ["backbone.l_conv.0.conv_pass.0.weight", "backbone.l_conv.1.conv_pass.0.weight", "head.0.weight"];
        string header = $"{{{string.Join(',', names.Select(name => $"\"{name}\": {{\"dtype\": \"F32\", \"shape\": {shape}, \"data_offsets\": [0, 0]}}"))}}}";
        string path = SafetensorsBytes.Write(_folder, header, []);
        Assert.Equal(3, SafetensorsFile.Read(path).Tensors.Count);
        Action[] readers = [() => ModelFileInfo.Read(path), () => EmbeddingModel.Load(path), () => EmbeddingModel.Load(path, 20)];
        foreach (Action read in readers)
            Assert.Equal(path, Assert.Throws<ModelFileException>(read).Path);
    }

    [Fact]
    public void An_empty_tensor_of_a_checkpoint_is_read_whatever_its_other_extents()
    {
        string path = new PickleBuilder().Op("}").Text("w").Tensor("0", 4, 0, [1 << 30, 1 << 30, 1 << 30, 0], [1, 1, 1, 1]).Op("s").Save(_folder);
        Assert.Empty(PyTorchCheckpoint.Read(path).Tensors.Single().Values);
    }

    [Fact]
    public void A_message_about_a_long_name_is_short()
    {
        string name = new('n', 1_000_000);
        foreach (string header in new[] { $$"""{"{{name}}": 1}""", $$"""{"{{name}}": {}, "{{name}}": {} }""" })
        {
            string path = SafetensorsBytes.Write(_folder, header, []);
            Assert.InRange(Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(path)).Message.Length, 20, 8000);
        }
    }

    [Theory]
    [InlineData("cellulus")]
    [InlineData("cellulus.star-convex")]
    public void Metadata_that_is_no_Unicode_is_refused(string key)
    {
        string path = SafetensorsBytes.Write(_folder, $$$"""{"__metadata__": {"{{{key}}}": "{\"\\ud800\": 1, \"version\": 1}"} }""", []);
        Action read = key == "cellulus" ? () => ModelFileInfo.Read(path) : () => StarConvexModel.Load(path);
        Assert.Contains("metadata", Assert.Throws<ModelFileException>(read).Message);
    }

    [Fact]
    public void Escape_sequences_in_names_are_shown_not_sent()
    {
        string path = SafetensorsBytes.Write(_folder, """{"\u001b[31mEVIL": {"dtype": "I8", "shape": [1], "data_offsets": [0, 1]}}""", [0]);
        string message = Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(path)).Message;
        Assert.Contains(@"'\u001B[31mEVIL'", message);
        Assert.DoesNotContain(message, char.IsControl);
    }

    private static string Refusal(string path) => Assert.Throws<ModelFileException>(() => PyTorchCheckpoint.Read(path)).Message;
}
