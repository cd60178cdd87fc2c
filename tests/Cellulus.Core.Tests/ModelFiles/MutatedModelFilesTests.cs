using Xunit;

namespace Cellulus.Tests;

/// <summary>Small sound model files of every kind, changed in thousands of ways, and files made to harm.</summary>
public sealed class MutatedModelFilesTests : IDisposable
{
    private const int Rounds = 700;

    private static readonly Action<string>[] s_readers =
    [
        path => EmbeddingModel.Load(path), path => ModelFileInfo.Read(path), path => StarConvexModel.Load(path), path => StarConvexModel.IsModelFile(path),
        path => PyTorchCheckpoint.Read(path), path => SafetensorsFile.Read(path),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private HostileFiles<ModelFileException> Files => new(_folder, e => e.Path) { Budget = (PerByte: 256, Any: 4 << 20) };

    [Fact]
    public void Models()
    {
        string path = _folder.PathOf("sound.safetensors");
        SelfTrainingScenes.Untrained(2, 1, 16).Save(path);
        Files.CheckMutations("model.safetensors", File.ReadAllBytes(path), Rounds, null, s_readers);
        SupervisionScenes.Untrained(2).Save(path);
        Files.CheckMutations("star.safetensors", File.ReadAllBytes(path), Rounds, null, s_readers);
    }

    [Fact]
    public void Tensors()
    {
        string path = _folder.PathOf("sound.safetensors");
        SafetensorsFile.Write(path, new TensorArchive(
            [new NamedTensor("a", [2, 2], [1, 2, 3, 4]), new NamedTensor("b", [1], [5])], new Dictionary<string, string> { ["key"] = "value" }));
        Files.CheckMutations("tensors.safetensors", File.ReadAllBytes(path), Rounds, null, s_readers);
    }

    [Theory]
    [InlineData("training.pth")]
    [InlineData("parallel.pth")]
    public void Checkpoints(string name) =>
        Files.CheckMutations(name, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "ModelFiles", name)), Rounds, null, s_readers);

    [Fact]
    public void Files_that_were_made_to_harm()
    {
        foreach ((string name, byte[] bytes) in HostileCases.Of(".safetensors", ".pth"))
            Files.Check(name, bytes, name, s_readers);
    }
}
