using System.IO.Compression;
using Xunit;

namespace Cellulus.Tests;

public sealed class HostileCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_checkpoint_made_by_hand_is_read()
    {
        string path = new PickleBuilder().Op("}").Text("w").Tensor("0", 4, 0, [2, 2], [2, 1]).Op("s").Save(_folder);
        Assert.Equal([2, 2], PyTorchCheckpoint.Read(path).Tensors.Single().Shape);
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "getattr")]
    [InlineData("torch", "load")]
    [InlineData("numpy.core.multiarray", "_reconstruct")]
    public void A_name_that_leads_to_code_is_refused(string module, string name)
    {
        string path = new PickleBuilder().Global(module, name).Text("touch hacked").Add(0x85).Op("R").Save(_folder);
        Assert.Contains($"'{module}.{name}'", Refusal(path));
        Assert.Contains("nothing in it was executed", Refusal(path));
    }

    [Theory]
    [InlineData("i")] // INST
    [InlineData("o")] // OBJ
    [InlineData("\u0081")] // NEWOBJ
    [InlineData("\u0093")] // STACK_GLOBAL
    [InlineData("\u0082")] // EXT1
    [InlineData("P")] // PERSID
    public void An_opcode_that_no_checkpoint_needs_is_refused(string opcode) =>
        Assert.Contains("opcode", Refusal(new PickleBuilder().Op(opcode).Save(_folder)));

    [Fact]
    public void Deep_nesting_is_refused() => Assert.Contains("deep", Refusal(new PickleBuilder().Op(new string('(', 100_000)).Save(_folder)));

    [Fact]
    public void Containers_without_end_are_refused() =>
        Assert.Contains("more than", Refusal(new PickleBuilder().Op(new string('}', 1_000_000)).Save(_folder)));

    [Fact]
    public void Lists_that_hold_each_other_many_times_cost_nothing()
    {
        // Each list holds the one before it twice: 2^60 leaves, were they ever visited.
        PickleBuilder pickle = new PickleBuilder().Op("]q\u0000");
        for (int i = 0; i < 60; i++)
            pickle.Op("](h\u0000h\u0000eq\u0000");
        Assert.Contains("no dictionary", Refusal(pickle.Save(_folder)));
    }

    [Fact]
    public void A_list_that_holds_itself_does_no_harm() =>
        Assert.Contains("no dictionary", Refusal(new PickleBuilder().Op("]q\u0000h\u0000a").Save(_folder)));

    [Fact]
    public void A_reference_to_nothing_stored_is_refused() =>
        Assert.Contains("never stored", Refusal(new PickleBuilder().Op("h\u0007").Save(_folder)));

    [Theory]
    [InlineData("t")]
    [InlineData("u")]
    [InlineData("R")]
    [InlineData("s")]
    [InlineData("\u0087")]
    [InlineData("q\u0000")]
    [InlineData("(a")]
    [InlineData("]NR")]
    [InlineData("Nb")]
    public void Operations_without_operands_are_refused(string opcodes) =>
        Assert.Contains("damaged", Refusal(new PickleBuilder().Op(opcodes).Save(_folder)));

    [Fact]
    public void Text_longer_than_the_pickle_is_refused() =>
        Assert.Contains("end in the middle", Refusal(new PickleBuilder().Op("X").Add(0xff, 0xff, 0xff, 0xff).Save(_folder)));

    [Theory]
    [InlineData(4, 0, new long[] { 2, 3 }, new long[] { 3, 1 })] // more elements than the storage
    [InlineData(4, 1, new long[] { 2, 2 }, new long[] { 2, 1 })] // reaches one beyond
    [InlineData(4, 0, new long[] { 2, 2 }, new long[] { 3, 1 })] // strides reach beyond
    [InlineData(4, -1, new long[] { 2 }, new long[] { 1 })] // begins before
    [InlineData(4, long.MaxValue, new long[] { 2 }, new long[] { 1 })]
    [InlineData(4, 0, new long[] { 2 }, new long[] { -1 })]
    [InlineData(4, 0, new long[] { -2 }, new long[] { 1 })]
    [InlineData(4, 0, new long[] { 1L << 62, 4 }, new long[] { 1, 1 })] // the product overflows to 0
    [InlineData(4, 0, new long[] { 1L << 32, 1L << 32 }, new long[] { 0, 0 })] // one number, repeated without end
    [InlineData(4, 0, new long[] { 2, 2 }, new long[] { 1 })]
    [InlineData(5, 0, new long[] { 5 }, new long[] { 1 })] // the entry has 4 numbers
    [InlineData(1L << 40, 0, new long[] { 1L << 40 }, new long[] { 1 })]
    [InlineData(-4, 0, new long[] { 2 }, new long[] { 1 })]
    public void A_tensor_that_its_storage_cannot_hold_is_refused(long storageLength, long offset, long[] shape, long[] strides)
    {
        string path = new PickleBuilder().Op("}").Text("w").Tensor("0", storageLength, offset, shape, strides).Op("s").Save(_folder);
        Assert.Contains("'w'", Refusal(path));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("../data/0")]
    [InlineData("../../../etc/passwd")]
    public void A_storage_that_is_missing_is_refused(string key)
    {
        string path = new PickleBuilder().Op("}").Text("w").Tensor(key, 4, 0, [4], [1]).Op("s").Save(_folder);
        Assert.Contains("missing", Refusal(path));
    }

    [Fact]
    public void Tensors_that_repeat_one_storage_beyond_the_file_are_refused()
    {
        PickleBuilder pickle = new PickleBuilder().Op("}(");
        for (int i = 0; i < 1000; i++)
            pickle.Text($"w{i}").Tensor("0", 1_000_000, 0, [1_000_000], [1]);
        Assert.Contains("larger than the file", Refusal(pickle.Op("u").Save(_folder, storageLength: 1_000_000)));
    }

    [Fact]
    public void A_compressed_archive_is_refused_before_it_is_unpacked()
    {
        string path = new PickleBuilder().Op("}").Text("w").Tensor("0", 50_000_000, 0, [1], [1]).Op("s").Save(_folder, 50_000_000, CompressionLevel.Fastest);
        Assert.Contains("compressed", Refusal(path));
    }

    [Fact]
    public void A_checkpoint_without_weights_is_refused() =>
        Assert.Contains("no weights", Refusal(new PickleBuilder().Op("}").Text("iteration").Integer(5).Op("s").Save(_folder)));

    private static string Refusal(string path) => Assert.Throws<ModelFileException>(() => PyTorchCheckpoint.Read(path)).Message;
}
