using Xunit;

namespace Cellulus.Tests;

public sealed class PyTorchCheckpointTests
{
    private static string Committed(string name) => Path.Combine(AppContext.BaseDirectory, "ModelFiles", name);

    /// <summary>The values that make_checkpoints.py computes.</summary>
    private static float[] Computed(int tensorNumber, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (i * 7 + tensorNumber * 13) % 31 / 16f - 1)];

    [Fact]
    public void Weights_of_a_training_checkpoint_are_read_by_name_in_order() => CheckTraining(Committed("training.pth"));

    [Fact]
    public void Views_types_and_prefixes_of_a_plain_state_dictionary_are_read() => CheckParallel(Committed("parallel.pth"));

    [PyTorchFact]
    public void Checkpoints_of_the_installed_torch_are_read()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Python.WithTorch!, Committed("make_checkpoints.py"), folder.FullName);
        CheckTraining(folder.PathOf("training.pth"));
        CheckParallel(folder.PathOf("parallel.pth"));
    }

    [Fact]
    public void A_missing_file_a_folder_and_other_files_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("no such file", Refusal(folder.PathOf("missing.pth")));
        Assert.Contains("folder", Refusal(folder.FullName));
        Assert.Contains("empty", Refusal(folder.Write("empty.pth", [])));
        Assert.Contains("not a PyTorch checkpoint", Refusal(folder.Write("text.pth", "iteration: 5"u8.ToArray())));
    }

    [Fact]
    public void A_truncated_checkpoint_is_refused_wherever_it_ends()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(Committed("training.pth"));
        for (int length = 0; length < whole.Length; length += 97)
            Refusal(folder.Write("cut.pth", whole[..length]));
    }

    [Fact]
    public void Any_changed_byte_leads_to_values_or_to_a_typed_refusal()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(Committed("training.pth"));
        var random = new Random(1);
        for (int i = 0; i < 1000; i++)
        {
            byte[] changed = [.. whole];
            changed[random.Next(whole.Length)] = (byte)random.Next(256);
            string path = folder.Write("changed.pth", changed);
            try
            {
                Assert.NotEmpty(PyTorchCheckpoint.Read(path).Tensors);
            }
            catch (ModelFileException e)
            {
                Assert.Equal(path, e.Path);
            }
        }
    }

    private static void CheckTraining(string path)
    {
        TensorArchive archive = PyTorchCheckpoint.Read(path);

        Assert.Equal(
            ["backbone.l_conv.0.conv_pass.0.weight", "backbone.l_conv.0.conv_pass.0.bias", "head.0.weight", "head.0.bias"],
            archive.Tensors.Select(t => t.Name));
        int[][] shapes = [[3, 2, 3, 3], [3], [4, 3, 1, 1], [4]];
        for (int k = 0; k < shapes.Length; k++)
        {
            Assert.Equal(shapes[k], archive.Tensors[k].Shape);
            Assert.Equal(Computed(k, archive.Tensors[k].Values.Length), archive.Tensors[k].Values);
        }
        Assert.Equal("70000", archive.Metadata["iteration"]);
    }

    private static void CheckParallel(string path)
    {
        TensorArchive archive = PyTorchCheckpoint.Read(path);
        float[] matrix = Computed(0, 24);

        void Check(string name, int[] shape, IEnumerable<float> values)
        {
            NamedTensor tensor = archive.Find(name)!;
            Assert.Equal(shape, tensor.Shape);
            Assert.Equal(values, tensor.Values);
        }

        Check("transposed", [6, 4], from x in Enumerable.Range(0, 6) from y in Enumerable.Range(0, 4) select matrix[y * 6 + x]);
        Check("inner", [2, 3], from y in Enumerable.Range(1, 2) from x in Enumerable.Range(2, 3) select matrix[y * 6 + x]);
        Check("every_other", [4, 3], from y in Enumerable.Range(0, 4) from x in new[] { 0, 2, 4 } select matrix[y * 6 + x]);
        Check("half", [5], Computed(1, 5));
        Check("bfloat16", [5], Computed(2, 5));
        Check("double", [5], Computed(3, 5));
        Check("number", [], [0.5f]);
        Check("parameter", [2, 2], Computed(4, 4));
        Assert.Equal(8, archive.Tensors.Count);
    }

    private static string Refusal(string path)
    {
        var e = Assert.Throws<ModelFileException>(() => PyTorchCheckpoint.Read(path));
        Assert.Equal(path, e.Path);
        return e.Message;
    }
}
