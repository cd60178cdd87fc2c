using Cellulus.Imaging;
using OpenCvSharp;
using Xunit;

namespace Cellulus.OpenCv.Tests.Reading;

/// <summary>Files written by OpenCV, read back: types, channels, pages.</summary>
public sealed class OpenCvImageFileTests
{
    private const int Height = 24, Width = 33;

    [OpenCvTheory]
    [InlineData(".png", PixelType.UInt8, 1)]
    [InlineData(".png", PixelType.UInt8, 3)]
    [InlineData(".png", PixelType.UInt8, 4)]
    [InlineData(".png", PixelType.UInt16, 3)]
    [InlineData(".bmp", PixelType.UInt8, 3)]
    [InlineData(".jp2", PixelType.UInt16, 1)]
    [InlineData(".jp2", PixelType.UInt8, 3)]
    [InlineData(".tif", PixelType.UInt16, 1)]
    [InlineData(".tif", PixelType.UInt8, 3)]
    [InlineData(".tif", PixelType.Float32, 1)]
    [InlineData(".exr", PixelType.Float32, 3)]
    public void WhatIsStoredIsRead(string extension, PixelType type, int channels)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("image" + extension);
        if (!Write(path, type, channels))
            return; // this build of OpenCV does not write the kind

        StoredImage stored = OpenCvImageFile.ReadStored(path);

        int kept = Math.Min(channels, 3);
        Assert.Equal((type, kept, 1, new ImageShape(Height, Width)), (stored.Type, stored.Channels, stored.Frames, stored.Shape));
        MicroscopyImage image = OpenCvImageFile.Read(path);
        for (int c = 0; c < kept; c++)
            for (int y = 0; y < Height; y++)
                for (int x = 0; x < Width; x++)
                    Assert.Equal(Value(type, c, y, x), image[c, 0, y, x]);
    }

    [OpenCvTheory]
    [InlineData(".jpg")]
    [InlineData(".webp")]
    public void LossyFilesComeNearWithRedFirst(string extension)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("image" + extension);
        using (var mat = new Mat(Height, Width, MatType.CV_8UC3, new Scalar(10, 90, 200))) // blue, green, red
            File.WriteAllBytes(path, Encoded(extension, mat));

        MicroscopyImage image = OpenCvImageFile.Read(path);

        Assert.Equal(3, image.Channels);
        float[] expected = [200, 90, 10];
        for (int c = 0; c < 3; c++)
            Assert.InRange(image[c, 0, Height / 2, Width / 2], expected[c] - 4, expected[c] + 4);
    }

    [OpenCvFact]
    public async Task GrayJpegsHaveOneChannelAndNamesMayBeInAnyScript()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("zełł – 細胞.jpg");
        using (var mat = new Mat(Height, Width, MatType.CV_8UC1, new Scalar(77)))
            File.WriteAllBytes(path, Encoded(".jpg", mat));
        MicroscopyImage image = await OpenCvImageFile.ReadAsync(path);
        Assert.Equal((1, 77f), (image.Channels, image[0, 0, 3, 3]));
    }

    [OpenCvTheory]
    [InlineData(3, PageAxis.Auto, 3, 1, 1)]
    [InlineData(6, PageAxis.Auto, 1, 6, 1)]
    [InlineData(3, PageAxis.Slices, 1, 3, 1)]
    [InlineData(6, PageAxis.Channels, 6, 1, 1)]
    [InlineData(4, PageAxis.Frames, 1, 1, 4)]
    public void PagesBecomeWhatTheyAreSaidToBe(int pages, PageAxis axis, int channels, int depth, int frames)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("stäck.tif");
        Mat[] mats = [.. Enumerable.Range(0, pages).Select(page => Gray(page))];
        Assert.True(Cv2.ImWrite(path, mats, (int[]?)null!));
        foreach (Mat mat in mats)
            mat.Dispose();

        StoredImage stored = OpenCvImageFile.ReadStored(path, axis);

        Assert.Equal((PixelType.UInt16, channels, frames, depth), (stored.Type, stored.Channels, stored.Frames, stored.Shape.Depth));
        ReadOnlySpan<ushort> samples = stored.GetSamples<ushort>();
        for (int page = 0; page < pages; page++)
            Assert.Equal(1000 * page + 7, samples[page * Height * Width + 7]);
    }

    [OpenCvFact]
    public void ColourPagesAreSlicesWithChannelsApart()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("colour.tif");
        Mat[] mats = [.. Enumerable.Range(0, 2).Select(page => new Mat(Height, Width, MatType.CV_8UC3, new Scalar(page, 10 + page, 20 + page)))];
        Assert.True(Cv2.ImWrite(path, mats, (int[]?)null!));
        MicroscopyImage image = OpenCvImageFile.Read(path);
        Assert.Equal((3, 2), (image.Channels, image.Depth));
        for (int z = 0; z < 2; z++)
            Assert.Equal([20 + z, 10 + z, z], Enumerable.Range(0, 3).Select(c => (int)image[c, z, 5, 5]));
    }

    [OpenCvFact]
    public void ManagedFilesAreReadAlike()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("managed.tif");
        MicroscopyImage image = Scenes.Noise(new ImageShape(6, 20, 21));
        ImageFile.WriteTiff(path, image);
        MicroscopyImage read = OpenCvImageFile.Read(path);
        Assert.Equal(image.Shape, read.Shape);
        Assert.True(image.Pixels.SequenceEqual(read.Pixels));
    }

    [OpenCvFact]
    public void WhatIsNoImageIsNamed()
    {
        using var folder = new TemporaryFolder();
        Refused(folder.PathOf("missing.jpg"), "no such file");
        Refused(folder.FullName, "folder");
        Refused(folder.Write("empty.jpg", []), "empty");
        Refused(folder.Write("text.jpg", "no image at all"u8.ToArray()), "cannot decode");
        Refused(folder.Write("cut.tif", "II\x2A\0\x08\0\0\0"u8.ToArray()), "cannot decode");
        Refused(folder.Write("cut.exr", [0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0]), "OPENCV_IO_ENABLE_OPENEXR");
        Assert.ThrowsAny<OperationCanceledException>(() => OpenCvImageFile.Read("any", cancellationToken: new CancellationToken(canceled: true)));

        static void Refused(string path, string reason)
        {
            ImageFileException e = Assert.Throws<ImageFileException>(() => OpenCvImageFile.Read(path));
            Assert.Equal(path, e.Path);
            Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AFileThatCannotBePassedOnByNameIsCopiedForAsLongAsItIsRead()
    {
        using var folder = new TemporaryFolder();
        string named = folder.Write("細胞.tif", [1, 2, 3]), copy;
        using (var plain = new PlainPath(named, [1, 2, 3], needsAscii: true))
        {
            copy = plain.Value;
            Assert.True(System.Text.Ascii.IsValid(copy));
            Assert.Equal([1, 2, 3], File.ReadAllBytes(copy));
        }
        Assert.False(File.Exists(copy));
        using (var plain = new PlainPath(named, [1, 2, 3], needsAscii: false))
            Assert.Equal(named, plain.Value);
        Assert.True(File.Exists(named));
    }

    private static Mat Gray(int page)
    {
        ushort[] values = [.. Enumerable.Range(0, Height * Width).Select(i => (ushort)(1000 * page + i))];
        return MatMemory.Create<ushort>(values, Height, Width, MatType.CV_16UC1);
    }

    private static byte[] Encoded(string extension, Mat mat)
    {
        Cv2.ImEncode(extension, mat, out byte[] bytes, (int[]?)null!);
        return bytes;
    }

    // Distinct for each place and channel, and such that a swap of channels would show.
    private static float Value(PixelType type, int channel, int y, int x) => type switch
    {
        PixelType.UInt8 => 60 * channel + y + x,
        PixelType.UInt16 => 20_000 * channel + 100 * y + x,
        _ => channel + y / 64f + x / 4096f,
    };

    private static bool Write(string path, PixelType type, int channels)
    {
        int[] order = channels == 1 ? [0] : channels == 3 ? [2, 1, 0] : [2, 1, 0, 0];
        IEnumerable<float> values = Enumerable.Range(0, Height * Width).SelectMany(i => order.Select(c => Value(type, c, i / Width, i % Width)));
        using Mat image = type switch
        {
            PixelType.UInt8 => MatMemory.Create<byte>([.. values.Select(v => (byte)v)], Height, Width, MatType.CV_8UC(channels)),
            PixelType.UInt16 => MatMemory.Create<ushort>([.. values.Select(v => (ushort)v)], Height, Width, MatType.CV_16UC(channels)),
            _ => MatMemory.Create<float>([.. values], Height, Width, MatType.CV_32FC(channels)),
        };
        try
        {
            return Cv2.ImWrite(path, image, (int[]?)null!);
        }
        catch (OpenCVException)
        {
            return false;
        }
    }
}
