using System.Net.Sockets;
using Xunit;

namespace Cellulus.Imaging.Tests;

/// <summary>Pipes, sockets and devices in the place of images, labels and annotations.</summary>
public sealed class SpecialFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SpecialFileFact]
    public async Task What_is_no_file_is_refused_by_every_reader()
    {
        foreach (string name in new[] { "a.tif", "a.png", "a.roi", "a.zip" })
        {
            string pipe = SpecialFile.Pipe(_folder.PathOf(name)), link = _folder.PathOf("link-" + name), listening = _folder.PathOf("socket-" + name);
            File.CreateSymbolicLink(link, pipe);
            using Socket socket = SpecialFile.Listen(listening);
            foreach (string path in new[] { pipe, link, listening, "/dev/zero" })
            {
                Action[] readers =
                [
                    () => ImageFile.Read(path), () => ImageFile.ReadStored(path), () => ImageFile.ReadLabels(path), () => TiffImageSource.CanOpen(path),
                    () => new TiffImageSource(path), () => AnnotationFile.Read(path, new ImageShape(20, 20)),
                ];
                foreach (Action read in readers)
                {
                    var refusal = await SpecialFile.RefusalAsync<ImageFileException>(read);
                    Assert.Equal(path, refusal.Path);
                    Assert.Contains("pipe", refusal.Message);
                }
            }
        }
    }

    [SpecialFileFact]
    public async Task A_pipe_in_a_folder_of_images_is_found_and_refused_when_it_is_read()
    {
        SpecialFile.Pipe(_folder.PathOf("b.tif"));
        string found = Assert.Single(ImageFile.Find(_folder.FullName));
        Assert.Contains("pipe", (await SpecialFile.RefusalAsync<ImageFileException>(() => ImageFile.Read(found))).Message);
    }
}
