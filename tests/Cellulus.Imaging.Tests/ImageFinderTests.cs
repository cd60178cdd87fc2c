using Xunit;

namespace Cellulus.Imaging.Tests;

public sealed class ImageFinderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImageFinderTests()
    {
        foreach (string name in new[] { "b.png", "a.TIF", "c.tiff", "C.png", "notes.txt", "._b.png", "x[1].png", "sub/d.png", "sub/deep/e.tif", "other/f.png", "empty/g.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(name))!);
            File.WriteAllText(_folder.PathOf(name), "");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "C.png a.TIF b.png c.tiff x[1].png")]
    [InlineData("*", "C.png a.TIF b.png c.tiff x[1].png")]
    [InlineData("*.png", "C.png b.png x[1].png")]
    [InlineData("?.tif*", "c.tiff")]
    [InlineData("x[1].png", "x[1].png")]
    [InlineData("notes.txt", "notes.txt")]
    [InlineData("*/*.png", "other/f.png sub/d.png")]
    [InlineData("s*/d.png", "sub/d.png")]
    [InlineData("**/*.tif", "sub/deep/e.tif")]
    [InlineData("sub/**", "sub/d.png sub/deep/e.tif")]
    [InlineData("**/deep/*", "sub/deep/e.tif")]
    [InlineData("**/*.png", "C.png b.png other/f.png sub/d.png x[1].png")]
    public void Files_folders_and_globs_are_expanded_in_ordinal_order(string pattern, string expected)
    {
        if (OperatingSystem.IsWindows())
            return;
        string[] found = [.. ImageFile.Find(_folder.PathOf(pattern)).Select(f => Path.GetRelativePath(_folder.FullName, f))];
        Assert.Equal(expected.Split(' '), found);
    }

    [Fact]
    public void Several_paths_give_each_file_once() =>
        Assert.Equal([_folder.PathOf("b.png"), _folder.PathOf("c.tiff")],
            ImageFile.Find(_folder.PathOf("c.tiff"), _folder.PathOf("b.png"), _folder.PathOf("b*.png"), _folder.PathOf("sub/../b.png")));

    [Theory]
    [InlineData("missing.png")]
    [InlineData("missing/")]
    [InlineData("empty")]
    [InlineData("*.bmp")]
    [InlineData("missing/*.png")]
    [InlineData("*.txt")]
    public void Nothing_found_is_an_exception_that_names_the_path(string pattern)
    {
        string path = _folder.PathOf(pattern);
        Assert.Equal(path, Assert.Throws<ImageFileException>(() => ImageFile.Find(path)).Path);
        Assert.Throws<ImageFileException>(() => ImageFile.Find(_folder.PathOf("b.png"), path));
    }

    [Fact]
    public void No_path_at_all_is_an_exception() => Assert.Throws<ImageFileException>(() => ImageFile.Find());

    [Fact]
    public void Relative_globs_start_at_the_working_folder() =>
        Assert.Throws<ImageFileException>(() => ImageFile.Find("no-such-folder-*/*.png"));
}
