using System.Net.Sockets;
using Xunit;

namespace Cellulus.Tests;

public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_and_a_link_to_one_are_opened()
    {
        string path = _folder.Write("file.bin", [1, 2, 3]);
        File.CreateSymbolicLink(_folder.PathOf("link.bin"), path);
        File.CreateSymbolicLink(_folder.PathOf("again.bin"), "link.bin");
        foreach (string name in new[] { "file.bin", "link.bin", "again.bin" })
        {
            using FileStream stream = InputFile.Open(_folder.PathOf(name));
            Assert.Equal(3, stream.Length);
        }
    }

    [SpecialFileFact]
    public async Task Nothing_but_files_is_opened_by_any_reader_of_models()
    {
        string pipe = SpecialFile.Pipe(_folder.PathOf("pipe.safetensors"));
        File.CreateSymbolicLink(_folder.PathOf("link.pth"), pipe);
        using Socket socket = SpecialFile.Listen(_folder.PathOf("socket.safetensors"));
        foreach (string path in new[] { pipe, _folder.PathOf("link.pth"), _folder.PathOf("socket.safetensors"), "/dev/zero" })
        {
            Assert.Contains("pipe", (await SpecialFile.RefusalAsync<IOException>(() => InputFile.Open(path))).Message);
            Action[] readers =
            [
                () => EmbeddingModel.Load(path), () => ModelFileInfo.Read(path), () => StarConvexModel.Load(path), () => StarConvexModel.IsModelFile(path),
                () => PyTorchCheckpoint.Read(path),
            ];
            foreach (Action read in readers)
                Assert.Equal(path, (await SpecialFile.RefusalAsync<ModelFileException>(read)).Path);
        }
    }
}
