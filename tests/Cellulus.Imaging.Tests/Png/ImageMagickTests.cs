using System.Buffers.Binary;
using System.Diagnostics;
using Xunit;

namespace Cellulus.Imaging.Tests;

/// <summary>Compares with an independent reader and writer of PNG, where ImageMagick is installed.</summary>
public sealed class ImageMagickTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ImageMagickTheory]
    [InlineData("-colorspace Gray -depth 8", 1, 255)]
    [InlineData("-colorspace Gray -depth 1", 1, 1)]
    [InlineData("-colorspace Gray -depth 2", 1, 3)]
    [InlineData("-colorspace Gray -depth 4", 1, 15)]
    [InlineData("-colorspace Gray -depth 16", 1, 65535)]
    [InlineData("-depth 8 -define png:color-type=2", 3, 255)]
    [InlineData("-depth 16 -define png:color-type=2", 3, 65535)]
    [InlineData("-depth 8 -define png:color-type=6", 3, 255)]
    [InlineData("-depth 16 -define png:color-type=6", 3, 65535)]
    [InlineData("-colorspace Gray -depth 8 -define png:color-type=4", 1, 255)]
    [InlineData("-colors 200 -depth 8 -define png:color-type=3", 3, 255)]
    [InlineData("-colors 9 -depth 8 -define png:color-type=3", 3, 255)]
    public void Files_of_another_program_are_read_to_the_same_values(string options, int channels, int max)
    {
        foreach (string interlace in new[] { "None", "PNG" })
        {
            string png = _folder.PathOf($"{interlace}.png"), raw = _folder.PathOf("raw");
            Convert($"-seed 7 -size 45x31 plasma:red-blue {options} -interlace {interlace} {png}");
            Convert($"{png} -alpha off -depth 16 -endian LSB {(channels == 1 ? "gray" : "rgb")}:{raw}");

            StoredImage image = ImageFile.ReadStored(png);
            Assert.Equal(channels, image.Channels);
            byte[] expected = File.ReadAllBytes(raw);
            MicroscopyImage values = image.ToImage();
            for (int i = 0; i < 45 * 31; i++)
                for (int c = 0; c < channels; c++)
                    Assert.Equal(BinaryPrimitives.ReadUInt16LittleEndian(expected.AsSpan(2 * (i * channels + c))), values.GetChannel(c)[i] * (65535 / max));
        }
    }

    [ImageMagickTheory]
    [InlineData(1, "gray", 255), InlineData(3, "rgb", 255), InlineData(1, "gray", 65535), InlineData(3, "rgb", 65535)]
    public void Another_program_reads_our_files_to_the_same_values(int channels, string format, int max)
    {
        var random = new Random(max);
        float[] values = [.. Enumerable.Range(0, channels * 20 * 33).Select(_ => (float)random.Next(max + 1))];
        string png = _folder.PathOf("ours.png"), raw = _folder.PathOf("raw");
        ImageFile.WritePng(png, MicroscopyImage.FromPixels(values, new ImageShape(20, 33), channels));
        Convert($"{png} -depth 16 -endian LSB {format}:{raw}");
        byte[] read = File.ReadAllBytes(raw);
        for (int i = 0; i < 20 * 33; i++)
            for (int c = 0; c < channels; c++)
                Assert.Equal(values[c * 660 + i] * (65535 / max), BinaryPrimitives.ReadUInt16LittleEndian(read.AsSpan(2 * (i * channels + c))));
    }

    private static void Convert(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(ImageMagickTheoryAttribute.Program!, arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}

/// <summary>A test that needs ImageMagick; skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ImageMagickTheoryAttribute : TheoryAttribute
{
    public static string? Program { get; } = Find();

    public ImageMagickTheoryAttribute()
    {
        if (Program is null)
            Skip = "ImageMagick's program convert is not installed.";
    }

    private static string? Find() => OperatingSystem.IsWindows() ? null : (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "convert-im6.q16")).FirstOrDefault(File.Exists);
}
