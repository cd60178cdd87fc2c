using Xunit;

namespace Cellulus.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cellulus-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_created_with_its_folders_and_nothing_is_left_over()
    {
        string path = Path.Combine(_folder, "a", "b", "file.bin");
        AtomicFile.Write(path, stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_unless_it_is_being_written()
    {
        string abandoned = Path.Combine(_folder, AtomicFile.TemporaryName()), foreign = Path.Combine(_folder, "notes.tmp");
        File.WriteAllText(abandoned, "half");
        File.WriteAllText(foreign, "mine");
        AtomicFile.Write(Path.Combine(_folder, "file.bin"), stream =>
        {
            stream.Write([1]);
            AtomicFile.RemoveAbandoned(_folder);
            Assert.False(File.Exists(abandoned));
        });
        Assert.Equal(["file.bin", "notes.tmp"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_content_and_no_other_file()
    {
        string path = Path.Combine(_folder, "file.bin");
        AtomicFile.Write(path, stream => stream.Write([1, 2, 3]));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write([9]);
            throw new InvalidOperationException();
        }));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_file_that_outgrows_its_file_system_is_an_error_of_writing()
    {
        // This is what the runtime throws then.
        IOException e = Assert.Throws<IOException>(() => AtomicFile.Write(
            Path.Combine(_folder, "file.bin"), _ => throw new ArgumentOutOfRangeException("value", "Specified file length was too large.")));
        Assert.Equal("Specified file length was too large.", e.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void The_old_content_stays_readable_until_the_new_is_complete()
    {
        string path = Path.Combine(_folder, "file.bin");
        AtomicFile.Write(path, stream => stream.Write([1]));
        AtomicFile.Write(path, stream =>
        {
            stream.Write([2]);
            stream.Flush();
            Assert.Equal([1], File.ReadAllBytes(path));
        });
        Assert.Equal([2], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_name_as_long_as_the_file_system_allows_can_be_written()
    {
        string path = Path.Combine(_folder, new string('n', 251) + ".bin");
        AtomicFile.Write(path, stream => stream.Write([1]));
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_an_error_and_leaves_nothing_over()
    {
        string path = Path.Combine(_folder, "taken");
        Directory.CreateDirectory(path);
        Exception? e = Record.Exception(() => AtomicFile.Write(path, stream => stream.Write([1])));
        Assert.True(e is IOException or UnauthorizedAccessException);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }
}
