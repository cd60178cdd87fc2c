using Cellulus.Imaging;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

public sealed class TiffHostileTests
{
    public static TheoryData<int> Files => [.. Enumerable.Range(0, Samples().Length)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_cut_anywhere_is_one_clear_error(int file)
    {
        byte[] bytes = Samples()[file];
        for (int length = 0; length < bytes.Length; length += length < 300 || length > bytes.Length - 300 ? 1 : 37)
        {
            byte[] cut = bytes[..length];
            try
            {
                // Text at the very end of a file can lose its tail and still be whole.
                StoredImage image = Decode(cut);
                Assert.True(length >= bytes.Length - 16, $"Read at {length} of {bytes.Length}: {image.Shape}");
            }
            catch (ImageFileException e)
            {
                Assert.StartsWith("test.tif: ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Flipped_bytes_are_another_image_or_an_error_and_take_no_memory(int file)
    {
        byte[] original = Samples()[file];
        var random = new Random(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        const int Rounds = 1500;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = [.. original];
            // Half of the time in the directories at the end, where the numbers are.
            int flips = random.Next(1, 4);
            for (int i = 0; i < flips; i++)
            {
                int at = random.Next(2) == 0 ? random.Next(bytes.Length) : bytes.Length - 1 - random.Next(Math.Min(400, bytes.Length));
                bytes[at] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)(bytes[at] ^ (1 << random.Next(8))), _ => (byte)random.Next(256) };
            }
            try
            {
                Decode(bytes);
            }
            catch (ImageFileException)
            {
            }
        }
        long perRound = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
        Assert.True(perRound < 4L * 2560 * original.Length, $"{perRound} bytes a round.");
    }

    [Theory]
    [InlineData(1, 100_000, 100_000)]
    [InlineData(8, 100_000, 100_000)]
    [InlineData(5, 2_000_000_000, 2_000_000_000)]
    [InlineData(32773, 40_000, 1)]
    public void Announced_sizes_beyond_the_data_take_no_memory(int compression, uint width, uint height)
    {
        TiffBytes file = new TiffBytes().AddPage(1, 1, 8, new byte[500], p => p.Short(TiffTag.Compression, compression)
            .Long(TiffTag.ImageWidth, width).Long(TiffTag.ImageLength, height).Long(TiffTag.RowsPerStrip, height));
        byte[] bytes = file.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ImageFileException>(() => Decode(bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000);
    }

    private static byte[][] Samples()
    {
        StoredImage grey = Make(PixelType.UInt16, new ImageShape(37, 45), channels: 2, pixelSize: new PixelSize(0.5, 0.5));
        StoredImage floats = Make(PixelType.Float32, new ImageShape(3, 20, 21));
        int[] map = [.. Enumerable.Range(0, 768).Select(i => i * 80)];
        return
        [
            Encode(grey),
            Encode(grey, new TiffWriteOptions { Compression = TiffCompression.None }),
            Encode(grey, new TiffWriteOptions { Compression = TiffCompression.Lzw, Predictor = true, ForceBigTiff = true }),
            Encode(floats, new TiffWriteOptions { TileSize = 16, Predictor = true }),
            new TiffBytes(bigEndian: true).AddPage(40, 30, 8, [.. Enumerable.Range(0, 1200).Select(i => (byte)i)],
                p => p.Short(TiffTag.Photometric, 3).Short(TiffTag.ColorMap, map)).ToArray(),
            new TiffBytes().AddPage(10, 12, 8, [.. Enumerable.Range(0, 480).Select(i => (byte)i)], p => p.Short(TiffTag.Photometric, 2)
                .Short(TiffTag.SamplesPerPixel, 4).Short(TiffTag.BitsPerSample, 8, 8, 8, 8).Short(TiffTag.PlanarConfiguration, 2)
                .Long(TiffTag.StripOffsets, 8, 128, 248, 368).Long(TiffTag.StripByteCounts, 120, 120, 120, 120)
                .Text("<OME><Image><Pixels DimensionOrder='XYCZT' SizeC='4' SizeZ='1' SizeT='1' PhysicalSizeX='1'/></Image></OME>")).ToArray(),
        ];
    }
}
