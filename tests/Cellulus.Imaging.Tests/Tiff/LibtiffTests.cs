using Cellulus.Imaging;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

public sealed class LibtiffTests
{
    [TiffToolsTheory]
    [InlineData("-B")]
    [InlineData("-L -c none")]
    [InlineData("-B -c none -r 7")]
    [InlineData("-c lzw")]
    [InlineData("-c lzw:2 -B")]
    [InlineData("-c lzw:2 -L -t -w 32 -l 16")]
    [InlineData("-c zip:2 -B -r 5")]
    [InlineData("-c packbits")]
    [InlineData("-c packbits -B -t -w 16 -l 48")]
    [InlineData("-8 -c zip")]
    [InlineData("-8 -B -c lzw:2 -t -w 64 -l 64")]
    [InlineData("-t -w 16 -l 16 -c none")]
    public void What_libtiff_makes_of_our_files_is_read(string arguments)
    {
        using var folder = new TemporaryFolder();
        foreach (PixelType type in new[] { PixelType.UInt8, PixelType.UInt16, PixelType.UInt32, PixelType.Int16, PixelType.Float32 })
        {
            StoredImage image = Make(type, new ImageShape(6, 61, 70), channels: 2, pixelSize: new PixelSize(0.5, 0.5, 2));
            string ours = folder.PathOf($"ours-{type}.tif"), theirs = folder.PathOf($"theirs-{type}.tif");
            File.WriteAllBytes(ours, Encode(image, new TiffWriteOptions { Predictor = type is PixelType.UInt16 or PixelType.Float32 }));
            ExternalProgram.Run("tiffcp", [.. arguments.Split(' '), ours, theirs]);
            StoredImage read = DecodeFile(theirs);
            AssertSame(image, read);
            Assert.Equal(image.PixelSize, read.PixelSize);
        }
    }

    // Not -B: libtiff 4.5 swaps before it splits big-endian floats into planes and cannot read the result itself.
    [TiffToolsTheory]
    [InlineData("-c zip:3 -L -r 9")]
    [InlineData("-c lzw:3 -L -t -w 32 -l 32")]
    public void The_floating_point_predictor_of_libtiff_is_read(string arguments)
    {
        using var folder = new TemporaryFolder();
        foreach (PixelType type in new[] { PixelType.Float32, PixelType.Float64 })
        {
            StoredImage image = Make(type, new ImageShape(61, 70));
            File.WriteAllBytes(folder.PathOf("ours.tif"), Encode(image));
            ExternalProgram.Run("tiffcp", [.. arguments.Split(' '), folder.PathOf("ours.tif"), folder.PathOf("theirs.tif")]);
            AssertSame(image, DecodeFile(folder.PathOf("theirs.tif")));
        }
    }

    [TiffToolsTheory]
    [InlineData(TiffCompression.None, false, null)]
    [InlineData(TiffCompression.Lzw, false, null)]
    [InlineData(TiffCompression.Lzw, true, 64)]
    [InlineData(TiffCompression.Deflate, true, null)]
    [InlineData(TiffCompression.Deflate, false, 32)]
    public void Libtiff_reads_our_files(TiffCompression compression, bool predictor, int? tile)
    {
        using var folder = new TemporaryFolder();
        foreach (bool big in new[] { false, true })
        {
            StoredImage image = Make(PixelType.UInt16, new ImageShape(300, 410), channels: 2);
            string ours = folder.PathOf("ours.tif"), plain = folder.PathOf("plain.tif");
            File.WriteAllBytes(ours, Encode(image, new TiffWriteOptions { Compression = compression, Predictor = predictor, TileSize = tile, ForceBigTiff = big }));
            // Through libtiff's decoder into one uncompressed strip a page: the bytes of the samples stand in the file as they are.
            ExternalProgram.Run("tiffcp", "-c", "none", "-L", "-s", "-r", "1000", ours, plain);
            byte[] file = File.ReadAllBytes(plain), samples = Bytes(image);
            int half = samples.Length / 2;
            Assert.True(file.AsSpan().IndexOf(samples.AsSpan(0, half)) >= 0, "The first page differs.");
            Assert.True(file.AsSpan().IndexOf(samples.AsSpan(half)) >= 0, "The second page differs.");
        }
    }

    [TiffToolsTheory]
    [InlineData("-p separate")]
    [InlineData("-p contig")]
    [InlineData("-p separate -t -w 32 -l 32 -c lzw:2")]
    [InlineData("-p contig -c zip:2 -B")]
    public void Colour_is_read_in_both_configurations(string arguments)
    {
        using var folder = new TemporaryFolder();
        byte[] samples = Bytes(Make(PixelType.UInt8, new ImageShape(40, 50), channels: 3));
        var file = new TiffBytes();
        // Chunky from planar.
        var chunky = new byte[samples.Length];
        for (int i = 0; i < 2000; i++)
            for (int c = 0; c < 3; c++)
                chunky[3 * i + c] = samples[c * 2000 + i];
        file.AddPage(50, 40, 8, chunky, page => page.Short(TiffTag.Photometric, 2).Short(TiffTag.SamplesPerPixel, 3).Short(TiffTag.BitsPerSample, 8, 8, 8));
        File.WriteAllBytes(folder.PathOf("rgb.tif"), file.ToArray());
        ExternalProgram.Run("tiffcp", [.. arguments.Split(' '), folder.PathOf("rgb.tif"), folder.PathOf("theirs.tif")]);
        StoredImage read = DecodeFile(folder.PathOf("theirs.tif"));
        Assert.Equal(3, read.Channels);
        Assert.Equal(samples, Samples<byte>(read));
    }
}
