using Xunit;

namespace Cellulus.Imaging.Tests;

public class PngDecoderTests
{
    private const int Gray = 0, Rgb = 2, Palette = 3, GrayAlpha = 4, Rgba = 6;

    public static TheoryData<int, int, bool, int, int> Kinds()
    {
        var kinds = new TheoryData<int, int, bool, int, int>();
        (int Type, int[] Depths)[] allowed =
            [(Gray, [1, 2, 4, 8, 16]), (Rgb, [8, 16]), (Palette, [1, 2, 4, 8]), (GrayAlpha, [8, 16]), (Rgba, [8, 16])];
        foreach ((int type, int[] depths) in allowed)
            foreach (int depth in depths)
                foreach (bool interlaced in new[] { false, true })
                    foreach ((int width, int height) in new[] { (1, 1), (3, 2), (5, 9), (33, 17) })
                        kinds.Add(type, depth, interlaced, width, height);
        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_PNG_gives_the_samples_that_were_put_in(int type, int depth, bool interlaced, int width, int height)
    {
        int perPixel = type switch { Rgb => 3, GrayAlpha => 2, Rgba => 4, _ => 1 };
        ushort[] samples = Samples(width * height * perPixel, depth);
        byte[]? palette = type == Palette ? [.. Enumerable.Range(0, 3 << depth).Select(i => (byte)(i * 37 + 11))] : null;

        StoredImage image = Decode(PngBuilder.File(samples, width, height, depth, type, interlaced, palette, chunkLength: 7));

        Assert.Equal(new ImageShape(height, width), image.Shape);
        Assert.Equal(type is Gray or GrayAlpha ? 1 : 3, image.Channels);
        Assert.Equal(depth == 16 ? PixelType.UInt16 : PixelType.UInt8, image.Type);
        MicroscopyImage pixels = image.ToImage();
        for (int i = 0; i < width * height; i++)
            for (int c = 0; c < image.Channels; c++)
                Assert.Equal(palette is null ? samples[i * perPixel + c] : palette[3 * samples[i] + c], pixels.GetChannel(c)[i]);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Every_filter_is_undone(int filter)
    {
        ushort[] samples = Samples(40 * 30 * 3, 8);
        StoredImage image = Decode(PngBuilder.File(samples, 40, 30, 8, Rgb, filter: filter));
        for (int i = 0; i < 40 * 30; i++)
            for (int c = 0; c < 3; c++)
                Assert.Equal(samples[3 * i + c], image.GetSamples<byte>()[c * 1200 + i]);
    }

    [Fact]
    public void A_palette_of_grays_is_one_channel_unless_colours_are_asked_for()
    {
        byte[] file = PngBuilder.File([0, 1], 2, 1, 1, Palette, palette: [3, 3, 3, 9, 9, 9]);
        Assert.Equal([3, 9], Read(null));
        Assert.Equal([3, 9, 3, 9, 3, 9], Read(new TiffReadOptions { KeepColour = true }));
        Assert.Equal([3, 9, 3, 9, 3, 9], Read(new TiffReadOptions { Palette = PaletteReading.Colour }));
        Assert.Equal([0, 1], Read(new TiffReadOptions { Palette = PaletteReading.Indices }));

        byte[] Read(TiffReadOptions? options) => PngDecoder.Decode(new MemoryStream(file), "test.png", options).GetSamples<byte>().ToArray();
    }

    [Theory]
    [InlineData(1, 4_000_000, 2_000_000, 0.25, 0.5)]
    [InlineData(0, 4, 3, null, null)]
    [InlineData(1, 0, 5, null, null)]
    public void Pixels_per_metre_become_micrometres(byte unit, int x, int y, double? expectedX, double? expectedY)
    {
        byte[] size = [(byte)(x >> 24), (byte)(x >> 16), (byte)(x >> 8), (byte)x, (byte)(y >> 24), (byte)(y >> 16), (byte)(y >> 8), (byte)y, unit];
        StoredImage image = Decode(new PngBuilder().Header(1, 1, 8, Gray).Chunk("pHYs", size).Data([0, 5]).End().ToArray());
        Assert.Equal(expectedX, image.PixelSize?.X);
        Assert.Equal(expectedY, image.PixelSize?.Y);
    }

    [Fact]
    public void Unknown_ancillary_chunks_empty_data_chunks_and_bytes_after_the_end_do_no_harm()
    {
        byte[] packed = PngBuilder.Deflate([0, 7, 8]);
        byte[] file = new PngBuilder().Header(2, 1, 8, Gray).Chunk("teSt", new byte[20_000]).Chunk("IDAT", []).Chunk("IDAT", packed.AsSpan(0, 3))
            .Chunk("IDAT", []).Chunk("IDAT", packed.AsSpan(3)).Chunk("tEXt", "a\0b"u8).End().ToArray();
        Assert.Equal(new byte[] { 7, 8 }, Decode([.. file, 1, 2, 3]).Samples);
    }

    [Fact]
    public void Cutting_a_file_anywhere_is_an_error_that_names_it()
    {
        byte[] file = PngBuilder.File(Samples(9 * 7 * 3, 8), 9, 7, 8, Rgb, interlaced: true, chunkLength: 50);
        for (int length = 0; length < file.Length; length++)
            Assert.Equal("x.png", Assert.Throws<ImageFileException>(() => Decode(file[..length])).Path);
    }

    [Fact]
    public void Changing_any_byte_is_an_error()
    {
        byte[] file = PngBuilder.File(Samples(9 * 7, 8), 9, 7, 8, Gray, chunkLength: 30);
        for (int i = 0; i < file.Length; i++)
        {
            foreach (byte flip in new byte[] { 0x01, 0x20, 0x80, 0xFF })
            {
                byte[] damaged = [.. file];
                damaged[i] ^= flip;
                Assert.Throws<ImageFileException>(() => Decode(damaged));
            }
        }
    }

    [Fact]
    public void Damaged_content_under_correct_checksums_never_fails_in_another_way()
    {
        var random = new Random(5);
        byte[] packed = PngBuilder.Deflate([.. Enumerable.Range(0, 10 * 31).Select(i => (byte)(i % 31 == 0 ? i / 31 % 5 : i * 7))]);
        int failures = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = [.. packed];
            for (int k = random.Next(1, 4); k > 0; k--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            byte[] header = [0, 0, 0, 10, 0, 0, 0, 10, 8, 2, 0, 0, 0];
            header[random.Next(13)] = (byte)random.Next(256);
            byte[] file = new PngBuilder().Chunk("IHDR", header).Chunk("PLTE", new byte[random.Next(1000)]).Chunk("IDAT", damaged).End().ToArray();
            if (Record.Exception(() => Decode(file)) is { } e)
            {
                Assert.IsType<ImageFileException>(e);
                failures++;
            }
        }
        Assert.InRange(failures, 1000, 3000);
    }

    [Theory]
    [InlineData(100_000, 100_000, 8, Rgba)]
    [InlineData(int.MaxValue, int.MaxValue, 16, Rgba)]
    [InlineData(int.MaxValue, 1, 1, Gray)]
    [InlineData(60_000, 60_000, 1, Gray)]
    public void Sizes_that_the_file_cannot_hold_are_refused_before_memory_is_taken(int width, int height, int depth, int type)
    {
        byte[] file = new PngBuilder().Header((uint)width, (uint)height, depth, type).Data(new byte[20]).End().ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<ImageFileException>(() => Decode(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains($"{width} x {height}", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 3)]
    [InlineData(8, 2)]
    public void Pixels_that_are_not_there_take_no_memory(int depth, int type)
    {
        // So much noise could be a far larger image if it were anything else.
        byte[] noise = new byte[5000];
        new Random(5).NextBytes(noise);
        PngBuilder file = new PngBuilder().Header(2000, 2000, depth, type);
        byte[] bytes = (type == 3 ? file.Chunk("PLTE", new byte[6]) : file).Data(noise).Chunk("teXt", new byte[20_000]).End().ToArray();
        long taken = Allocation.Of(() => Assert.Contains("ends before the last row",
            Assert.Throws<ImageFileException>(() => PngDecoder.Decode(new MemoryStream(bytes), "a.png")).Message));
        Assert.InRange(taken, 1, 8L * bytes.Length + (1 << 17));
        Assert.Equal(2000, PngDecoder.Decode(new MemoryStream(PngBuilder.File(new ushort[2000 * 300], 2000, 300, 1, 0)), "blank.png").Shape.Width);
    }

    [Fact]
    public void A_bomb_is_inflated_only_as_far_as_the_image_reaches()
    {
        // 64 MB of zeros behind a header of one pixel.
        byte[] file = new PngBuilder().Header(1, 1, 8, Gray).Data(new byte[64 << 20]).End().ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(new byte[1], Decode(file).Samples);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    public static TheoryData<string, byte[]> Broken() => new()
    {
        { "IHDR", new PngBuilder().Data([0, 1]).End().ToArray() },
        { "IDAT", new PngBuilder().Header(1, 1, 8, Gray).End().ToArray() },
        { "PLTE", new PngBuilder().Header(1, 1, 8, Palette).Data([0, 1]).End().ToArray() },
        { "palette has 1 colours", new PngBuilder().Header(1, 1, 8, Palette).Chunk("PLTE", [1, 2, 3]).Data([0, 1]).End().ToArray() },
        { "PLTE has 900 bytes", new PngBuilder().Header(1, 1, 8, Palette).Chunk("PLTE", new byte[900]).Data([0, 1]).End().ToArray() },
        { "checksum of its chunk tEXt", new PngBuilder().Header(1, 1, 8, Gray).Chunk("tEXt", "a\0b"u8, badCrc: true).Data([0, 1]).End().ToArray() },
        { "filter 5", new PngBuilder().Header(1, 1, 8, Gray).Data([5, 1]).End().ToArray() },
        { "before the last row", new PngBuilder().Header(1, 2, 8, Gray).Data([0, 1]).End().ToArray() },
        { "compressed pixel data", new PngBuilder().Header(1, 1, 8, Gray).Chunk("IDAT", "no zlib data"u8).End().ToArray() },
        { "colour type 2 with 4 bits", new PngBuilder().Header(1, 1, 4, Rgb).Data([0, 1, 1]).End().ToArray() },
        { "0 x 1 pixels", new PngBuilder().Header(0, 1, 8, Gray).Data([0, 1]).End().ToArray() },
        { "chunk ABCD", new PngBuilder().Header(1, 1, 8, Gray).Chunk("ABCD", []).Data([0, 1]).End().ToArray() },
        { "claims 2147483648 bytes", [.. new PngBuilder().Header(1, 1, 8, Gray).ToArray(), 0x80, 0, 0, 0, .. "tEXt"u8, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_wrong_is_said(string expected, byte[] file) =>
        Assert.Contains(expected, Assert.Throws<ImageFileException>(() => Decode(file)).Message, StringComparison.Ordinal);

    private static StoredImage Decode(byte[] file) => PngDecoder.Decode(new MemoryStream(file), "x.png");

    private static ushort[] Samples(int count, int depth)
    {
        var random = new Random(count + depth);
        return [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(1 << depth))];
    }
}
