using Cellulus.Cli.Files;
using Xunit;

namespace Cellulus.Tests;

/// <summary>What a folder of results remembers, and whom it lets in.</summary>
public sealed class ResultFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_run_at_a_time_and_nothing_left_of_a_run_that_wrote_nothing()
    {
        string place = _folder.PathOf("out");
        using (ResultFolder.Open(place))
            Assert.Contains("another run", Assert.Throws<CellulusException>(() => ResultFolder.Open(place)).Message);
        Assert.False(Directory.Exists(place));
    }

    [Theory]
    [InlineData("plain.tif")]
    [InlineData("two\nlines.tif")]
    [InlineData("back\\nslash\r.tif")]
    public void A_result_is_known_to_the_next_run_until_it_is_changed(string name)
    {
        if (OperatingSystem.IsWindows() && name != "plain.tif")
            return; // No such names there.
        string path;
        using (ResultFolder results = ResultFolder.Open(_folder.FullName))
        {
            path = results.PathOf(name);
            results.Write(name, staged => File.WriteAllText(staged, "labels"));
            Assert.True(results.IsUnchanged(path));
        }
        using (ResultFolder results = ResultFolder.Open(_folder.FullName))
        {
            Assert.True(results.IsUnchanged(path));
            File.WriteAllText(path, "other labels");
            Assert.False(results.IsUnchanged(path));
        }
    }

    [Fact]
    public void A_file_that_grows_is_known_at_every_moment()
    {
        string path = _folder.PathOf("t.csv");
        using (ResultFolder results = ResultFolder.Open(_folder.FullName))
        {
            using GrowingFile file = results.Grow("t.csv");
            foreach (string row in new[] { "a\n", "b\n", "c\n" })
            {
                file.Append(row);
                Assert.EndsWith(row, File.ReadAllText(path));
                Assert.True(results.IsUnchanged(path));
            }
        }
        using (ResultFolder results = ResultFolder.Open(_folder.FullName))
        {
            // As if killed between the note and the row.
            File.WriteAllText(path, "a\nb\n");
            Assert.True(results.IsUnchanged(path));
            File.WriteAllText(path, "a\nB\n");
            Assert.False(results.IsUnchanged(path));
        }
    }

    [Fact]
    public void Half_a_line_at_the_end_of_the_record_harms_nothing()
    {
        using (ResultFolder results = ResultFolder.Open(_folder.FullName))
            results.Write("a", staged => File.WriteAllText(staged, "1"));
        File.AppendAllText(_folder.PathOf(".cellulus", "written.sha256"), "0123abc");
        using (ResultFolder results = ResultFolder.Open(_folder.FullName))
            results.Write("b", staged => File.WriteAllText(staged, "2"));
        using (ResultFolder results = ResultFolder.Open(_folder.FullName))
            Assert.True(results.IsUnchanged(_folder.PathOf("a")) && results.IsUnchanged(_folder.PathOf("b")));
    }

    [Fact]
    public void What_killed_runs_left_is_removed_and_nothing_of_others()
    {
        using (ResultFolder results = ResultFolder.Open(_folder.FullName))
            results.Write("a", staged => File.WriteAllText(staged, "1"));
        string ours = _folder.PathOf(AtomicFileName()), foreign = _folder.PathOf("mine.tmp"), staged = _folder.PathOf(".cellulus", ".0.tif"), inUse = _folder.PathOf(AtomicFileName());
        foreach (string path in new[] { ours, foreign, staged, inUse })
            File.WriteAllText(path, "x");
        using var held = new FileStream(inUse, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete);
        using (ResultFolder.Open(_folder.FullName))
            Assert.Equal([false, true, false, true], new[] { ours, foreign, staged, inUse }.Select(File.Exists));

        static string AtomicFileName() => $".cellulus-{Path.GetRandomFileName()}.tmp";
    }

    [Fact]
    public void A_folder_of_the_same_name_that_is_not_ours_is_left_alone()
    {
        Directory.CreateDirectory(_folder.PathOf(".cellulus"));
        File.WriteAllText(_folder.PathOf(".cellulus", "mine"), "x");
        Assert.Contains("was not made by this tool", Assert.Throws<CellulusException>(() => ResultFolder.Open(_folder.FullName)).Message);
        Assert.True(File.Exists(_folder.PathOf(".cellulus", "mine")));
    }

    [Fact]
    public void Files_are_the_same_by_what_they_are_and_not_by_their_names()
    {
        string file = _folder.PathOf("a"), other = _folder.PathOf("b"), link = _folder.PathOf("link");
        File.WriteAllText(file, "1");
        File.WriteAllText(other, "1");
        File.CreateSymbolicLink(link, file);
        Assert.Equal(FileIdentity.Of(file), FileIdentity.Of(link));
        Assert.NotEqual(FileIdentity.Of(file), FileIdentity.Of(other));
        Assert.Null(FileIdentity.Of(_folder.PathOf("none")));
        Directory.CreateSymbolicLink(_folder.PathOf("again"), _folder.FullName);
        Assert.Equal(FileIdentity.Of(file), FileIdentity.Of(_folder.PathOf("again", "link")));
        // Where the system tells no more than names.
        Assert.Equal(FileIdentity.Resolved(file), FileIdentity.Resolved(_folder.PathOf("again", "link")));
    }

    [Fact]
    public void Results_that_a_file_system_would_not_tell_apart_are_refused()
    {
        (string, string)[] outputs = [("A.png", "A.tif"), ("a.png", "a.tif")];
        OutputPlace.CheckDistinct(outputs, StringComparer.Ordinal);
        Assert.Contains("would both be written", Assert.Throws<CellulusException>(() => OutputPlace.CheckDistinct(outputs, StringComparer.OrdinalIgnoreCase)).Message);
    }
}
