using Xunit;

namespace Cellulus.Imaging.Tests;

/// <summary>Images in formats that are not read are refused with their name and the way out.</summary>
public sealed class ForeignFormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cellulus-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.jpg", "JPEG", "Cellulus.OpenCv")]
    [InlineData("a.JPEG", "JPEG", "TIFF or PNG")]
    [InlineData("a.bmp", "BMP", "Cellulus.OpenCv")]
    [InlineData("a.gif", "GIF", "Cellulus.OpenCv")]
    [InlineData("a.webp", "WebP", "Cellulus.OpenCv")]
    [InlineData("a.jp2", "JPEG 2000", "Cellulus.OpenCv")]
    [InlineData("a.czi", "CZI", "Bio-Formats")]
    [InlineData("a.nd2", "ND2", "Bio-Formats")]
    [InlineData("a.lif", "LIF", "Bio-Formats")]
    [InlineData("a.lsm", "LSM", "Bio-Formats")]
    public void A_folder_or_glob_of_them_says_what_they_are(string name, string format, string wayOut)
    {
        File.WriteAllText(Path.Combine(_folder, name), "x");
        File.WriteAllText(Path.Combine(_folder, "b" + Path.GetExtension(name)), "x");
        foreach (string path in new[] { _folder, Path.Combine(_folder, "*") })
        {
            string message = Assert.Throws<ImageFileException>(() => ImageFile.Find(path)).Message;
            Assert.Contains($"2 ", message, StringComparison.Ordinal);
            Assert.Contains(format, message, StringComparison.Ordinal);
            Assert.Contains(name, message, StringComparison.Ordinal);
            Assert.Contains(wayOut, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("FFD8FFE000104A464946", "JPEG")]
    [InlineData("424D36000000", "BMP")]
    [InlineData("474946383961", "GIF")]
    [InlineData("524946461234000057454250", "WebP")]
    [InlineData("0000000C6A5020200D0A870A", "JPEG 2000")]
    [InlineData("5A495352415746494C45", "CZI")]
    [InlineData("DACEBE0A10000000", "ND2")]
    [InlineData("700000001234", "LIF")]
    [InlineData("0000001C6674797068656963", "HEIF")]
    public void A_file_is_known_by_its_content_whatever_its_name(string bytes, string format)
    {
        string path = Path.Combine(_folder, "a.tif");
        File.WriteAllBytes(path, Convert.FromHexString(bytes));
        string message = Assert.Throws<ImageFileException>(() => ImageFile.ReadStored(path)).Message;
        Assert.Contains(format, message, StringComparison.Ordinal);
        Assert.Contains("TIFF", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_knows_is_still_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "a.xyz"), "x");
        Assert.EndsWith(".tiff).", Assert.Throws<ImageFileException>(() => ImageFile.Find(_folder)).Message, StringComparison.Ordinal);
    }
}
