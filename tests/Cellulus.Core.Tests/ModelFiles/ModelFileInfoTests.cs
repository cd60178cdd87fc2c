using Cellulus.Core.Tests.Training;
using Xunit;

namespace Cellulus.Tests;

public sealed class ModelFileInfoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 2)]
    [InlineData(20, 1)]
    public async Task The_head_of_a_file_tells_what_the_model_would(int depth, int channels)
    {
        string path = await SavedAsync(depth, channels);
        EmbeddingModel model = EmbeddingModel.Load(path);
        ModelFileInfo info = ModelFileInfo.Read(path);
        Assert.Equal(model.Description, info.Description);
        Assert.Equal((model.Features, model.Iterations), (info.Features, info.Iterations));
    }

    [Fact]
    public async Task A_file_cut_short_is_refused()
    {
        string path = await SavedAsync();
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^4]);
        Assert.Contains("truncated", Assert.Throws<ModelFileException>(() => ModelFileInfo.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_tensor_and_one_of_another_shape_are_named()
    {
        string path = await SavedAsync();
        TensorArchive whole = SafetensorsFile.Read(path);
        SafetensorsFile.Write(path, new TensorArchive(whole.Tensors.Where(t => t.Name != "head.2.bias"), whole.Metadata));
        Assert.Contains("head.2.bias", Assert.Throws<ModelFileException>(() => ModelFileInfo.Read(path)).Message, StringComparison.Ordinal);
        SafetensorsFile.Write(path, new TensorArchive(
            whole.Tensors.Select(t => t.Name == "head.2.bias" ? new NamedTensor(t.Name, [3], new float[3]) : t), whole.Metadata));
        Assert.Contains("the shape (3)", Assert.Throws<ModelFileException>(() => ModelFileInfo.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_without_a_number_is_refused_and_unknown_members_are_passed_over()
    {
        string path = await SavedAsync();
        TensorArchive whole = SafetensorsFile.Read(path);
        string json = whole.Metadata[ModelMetadata.Key];
        void Write(string metadata) => SafetensorsFile.Write(path, new TensorArchive(whole.Tensors, new Dictionary<string, string> { [ModelMetadata.Key] = metadata }));

        Write(json.Replace("\"rank\"", "\"rang\"", StringComparison.Ordinal));
        Assert.Contains("'rank'", Assert.Throws<ModelFileException>(() => ModelFileInfo.Read(path)).Message, StringComparison.Ordinal);
        Write("[1]");
        Assert.Throws<ModelFileException>(() => ModelFileInfo.Read(path));
        Write("{\"remark\":\"new\"," + json[1..]);
        Assert.Equal(2, ModelFileInfo.Read(path).Description.Rank);
    }

    private async Task<string> SavedAsync(int depth = 1, int channels = 1)
    {
        EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(
            [TrainingScenes.Blobs(48, 52, channels, depth)],
            TrainingScenes.Quick with { Iterations = 1, BatchSize = 1, CropSize = 38, PairRadius = 5 });
        string path = _folder.PathOf("model.safetensors");
        model.Save(path);
        return path;
    }
}
