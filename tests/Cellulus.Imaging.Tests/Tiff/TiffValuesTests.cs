using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

/// <summary>Sizes of pixels, and what samples stand for: colours, alpha, calibrated values, and parts that were left out.</summary>
public sealed class TiffValuesTests
{
    [Theory]
    [InlineData("unit=um\n", 20000, 3, 0.5, null)]
    [InlineData("unit=micron\nspacing=1.5\n", 20000, 3, 0.5, 1.5)]
    [InlineData("unit=\\u00B5m\nspacing=1.5\n", 20000, 3, 0.5, 1.5)]
    [InlineData("unit=\\u03bcm\n", 2, 1, 0.5, null)]
    [InlineData("unit=um\n", 50800, 2, 0.5, null)]
    [InlineData("unit=um\n", 2, 2, 0.5, null)]
    [InlineData("unit=um\n", 2, 3, 0.5, null)]
    [InlineData("unit=um\n", 2, null, 0.5, null)]
    [InlineData("unit=nm\nspacing=300\n", 20000, 3, 0.5, 0.3)]
    [InlineData("unit=mm\nspacing=0.002\n", 2000, 1, 0.5, 2.0)]
    [InlineData("unit=cm\nspacing=0.0002\n", 20000, 3, 0.5, 2.0)]
    [InlineData("unit=inch\n", 50800, 2, 0.5, null)]
    [InlineData("unit=pixel\nspacing=3\n", 20000, 3, 0.5, null)]
    [InlineData("unit=micron\nspacing=-1.5\n", 2, 1, 0.5, 1.5)]
    [InlineData("unit=micron\nspacing=0\n", 2, 1, 0.5, null)]
    [InlineData("unit=um\r\nspacing=-2\r\n", 2, 1, 0.5, 2.0)]
    [InlineData("unit=pixel\n", 2, 1, null, null)]
    public void Sizes_of_ImageJ_are_read_whatever_the_units(string lines, int perUnit, int? tagUnit, double? size, double? spacing)
    {
        StoredImage image = new TiffBytes().AddPage(1, 1, 8, [0], p =>
        {
            p.Text("ImageJ=1.41e\n" + lines).Fraction(TiffTag.XResolution, (uint)perUnit, 1).Fraction(TiffTag.YResolution, (uint)perUnit, 1);
            if (tagUnit is { } unit)
                p.Short(TiffTag.ResolutionUnit, unit);
        }).Decode();
        Assert.Equal(size, image.PixelSize is { } x ? Math.Round(x.X, 9) : null);
        Assert.Equal(spacing, image.PixelSize?.Z is { } z ? Math.Round(z, 9) : null);
    }

    [Fact]
    public void Sizes_can_be_said()
    {
        TiffBytes file = new TiffBytes().AddPage(1, 1, 8, [0], p => p.Text("ImageJ=1.54f\nunit=um\nspacing=3\n")
            .Fraction(TiffTag.XResolution, 2, 1).Fraction(TiffTag.YResolution, 2, 1).Short(TiffTag.ResolutionUnit, 1));
        Assert.Equal(new PixelSize(0.2, 0.3, 3), file.Decode(new TiffReadOptions { PixelSize = new PixelSize(0.2, 0.3) }).PixelSize);
        Assert.Equal(new PixelSize(0.2, 0.3, 4), file.Decode(new TiffReadOptions { PixelSize = new PixelSize(0.2, 0.3, 4) }).PixelSize);
        Assert.Equal(new PixelSize(0.5, 0.5, 5), file.Decode(new TiffReadOptions { ZSpacing = 5 }).PixelSize);

        using var folder = new TemporaryFolder();
        string path = folder.PathOf("a.png");
        ImageFile.WritePng(path, MicroscopyImage.FromPixels(new float[4], new ImageShape(2, 2)));
        Assert.Equal(new PixelSize(0.2, 0.2), ImageFile.ReadStored(path, new TiffReadOptions { PixelSize = new PixelSize(0.2, 0.2) }).PixelSize);
        Assert.Contains("TiffReadOptions.PixelSize", Assert.Throws<ImageFileException>(() => ImageFile.ReadStored(path, new TiffReadOptions { ZSpacing = 1 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TiffReadOptions { PixelSize = new PixelSize(0, 1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TiffReadOptions { ZSpacing = double.NaN });
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(0, 4)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    public void A_fourth_sample_is_a_channel_where_the_file_says_that_it_is_no_alpha(int? extra, int channels)
    {
        StoredImage image = new TiffBytes().AddPage(1, 1, 8, [1, 2, 3, 4], p =>
        {
            p.Short(TiffTag.Photometric, 2).Short(TiffTag.SamplesPerPixel, 4).Short(TiffTag.BitsPerSample, 8, 8, 8, 8);
            if (extra is { } kind)
                p.Short(TiffTag.ExtraSamples, kind);
        }).Decode();
        Assert.Equal(Enumerable.Range(1, channels).Select(i => (byte)i), Samples<byte>(image));
    }

    [Fact]
    public void Signed_and_packed_samples_whose_zero_is_white_are_inverted_and_floats_are_not()
    {
        Assert.Equal(new ushort[] { 65535, 1 }, Samples<ushort>(White(16, 1, [0, 0, 0xFE, 0xFF])));
        Assert.Equal(new short[] { -1, short.MinValue }, Samples<short>(White(16, 2, [0, 0, 0xFF, 0x7F])));
        Assert.Equal(new byte[] { 15, 1 }, Samples<byte>(White(4, 1, [0x0E])));
        Assert.Equal(new byte[] { 0, 1 }, Samples<byte>(White(1, 1, [0x80])));
        Assert.Equal(new float[] { 0, 1 }, Samples<float>(White(32, 3, [0, 0, 0, 0, 0, 0, 0x80, 0x3F])));

        static StoredImage White(int bits, int format, byte[] strip) =>
            new TiffBytes().AddPage(2, 1, bits, strip, p => p.Short(TiffTag.Photometric, 0).Short(TiffTag.SampleFormat, format)).Decode();
    }

    [Fact]
    public void A_gray_palette_is_one_channel_unless_colours_are_asked_for()
    {
        int[] map = [.. Enumerable.Range(0, 48).Select(i => (i % 16) * 0x1111)];
        TiffBytes file = new TiffBytes().AddPage(2, 1, 4, [0x1F], p => p.Short(TiffTag.Photometric, 3).Short(TiffTag.ColorMap, map));
        Assert.Equal(new byte[] { 0x11, 0xFF }, Samples<byte>(file.Decode()));
        Assert.Equal(3, file.Decode(new TiffReadOptions { KeepColour = true }).Channels);
        Assert.Equal(3, file.Decode(new TiffReadOptions { Palette = PaletteReading.Colour }).Channels);
        Assert.Equal(new byte[] { 1, 15 }, Samples<byte>(file.Decode(new TiffReadOptions { Palette = PaletteReading.Indices })));
    }

    [Fact]
    public void A_gray_palette_among_colour_ones_is_in_colour()
    {
        static Action<TiffBytes.Page> Map(params int[] map) => p => p.Short(TiffTag.Photometric, 3).Short(TiffTag.ColorMap, map);
        int[] gray = [0, 0x9000, 0, 0x9000, 0, 0x9000], red = [0, 0x9000, 0, 0, 0, 0];
        foreach ((int[] first, int[] second) in new[] { (gray, red), (red, gray) })
        {
            StoredImage image = new TiffBytes().AddPage(2, 1, 1, [0x40], Map(first)).AddPage(2, 1, 1, [0x40], Map(second)).Decode();
            Assert.Equal((3, 2), (image.Channels, image.Shape.Depth));
        }
    }

    [Fact]
    public void Colours_that_are_gray_in_every_pixel_are_one_channel()
    {
        static TiffBytes File(params byte[] strip) => new TiffBytes().AddPage(2, 1, 8, strip,
            p => p.Short(TiffTag.Photometric, 2).Short(TiffTag.SamplesPerPixel, 3).Short(TiffTag.BitsPerSample, 8, 8, 8));
        Assert.Equal(new byte[] { 5, 9 }, Samples<byte>(File(5, 5, 5, 9, 9, 9).Decode()));
        Assert.Equal(3, File(5, 5, 5, 9, 9, 8).Decode().Channels);
        Assert.Equal(3, File(5, 5, 5, 9, 9, 9).Decode(new TiffReadOptions { KeepColour = true }).Channels);
        // Three pages that are equal are three channels all the same: no colours.
        var pages = new TiffBytes();
        for (int i = 0; i < 3; i++)
            pages.AddPage(1, 1, 8, [4]);
        Assert.Equal(3, pages.Decode().Channels);
    }

    [Fact]
    public void Calibrated_values_of_ImageJ_are_read()
    {
        static TiffBytes File(int bits, byte[] strip, string lines) => new TiffBytes().AddPage(2, 1, bits, strip, p => p.Text("ImageJ=1.54f\n" + lines));
        const string Signed = "cf=0\nc0=-32768.0\nc1=1.0\nvunit=gray value\n";
        StoredImage signed = File(16, [0x00, 0x80, 0xFF, 0x7F], Signed).Decode();
        Assert.Equal(new short[] { 0, -1 }, Samples<short>(signed));
        Assert.Equal(new float[] { 1.5f, 3 }, Samples<float>(File(8, [1, 2], "cf=0\nc0=0\nc1=1.5\n").Decode()));
        Assert.Equal(new float[] { 6, 17 }, Samples<float>(File(8, [1, 2], "cf=1\nc0=1\nc1=2\nc2=3\n").Decode()));
        Assert.Equal(new float[] { 0, 1 }, Samples<float>(File(8, [1, 2], "cf=0\nc0=-1\nc1=1\nzeroclip=true\n").Decode()));
        Assert.Equal(new byte[] { 1, 2 }, Samples<byte>(File(8, [1, 2], "cf=0\nc0=0\nc1=1\n").Decode()));
        Assert.Equal(new byte[] { 1, 2 }, Samples<byte>(File(8, [1, 2], "cf=5\nc0=3\nc1=2\n").Decode()));
        Assert.Equal(new byte[] { 1, 2 }, Samples<byte>(File(8, [1, 2], "cf=0\nc0=NaN\nc1=2\n").Decode()));
    }

    [Fact]
    public void Regions_have_the_same_values()
    {
        using var folder = new TemporaryFolder();
        foreach ((string name, TiffBytes file) in new[]
        {
            ("white", new TiffBytes().AddPage(2, 1, 8, [0, 200], p => p.Short(TiffTag.Photometric, 0))),
            ("signed", new TiffBytes().AddPage(2, 1, 16, [0, 0x80, 0, 0], p => p.Text("ImageJ=1.54f\ncf=0\nc0=-32768\nc1=1\n"))),
            ("gray", new TiffBytes().AddPage(2, 1, 1, [0x40], p => p.Short(TiffTag.Photometric, 3).Short(TiffTag.ColorMap, 0, 0x8000, 0, 0x8000, 0, 0x8000))),
            ("sparse", new TiffBytes().AddPage(2, 1, 8, [1], p => p.Long(TiffTag.StripOffsets, 0).Long(TiffTag.StripByteCounts, 0))),
        })
        {
            string path = folder.PathOf(name + ".tif");
            File.WriteAllBytes(path, file.ToArray());
            using var source = new TiffImageSource(path);
            var pixels = new float[2];
            source.Read(new PixelBox(0, 0, 0, 2, 1, 1), pixels, CancellationToken.None);
            Assert.Equal((name, 1), (name, source.Channels));
            Assert.Equal(ImageFile.Read(path).Pixels.ToArray(), pixels);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(32773)]
    public void Strips_and_tiles_that_were_left_out_are_zero_or_what_stands_for_no_data(int compression)
    {
        foreach ((uint place, uint length) in new[] { (0u, 0u), (0u, 4u), (8u, 0u) })
        {
            Assert.Equal(new byte[] { 0, 0, 0, 0 }, Samples<byte>(Sparse(compression, place, length, null)));
            Assert.Equal(new byte[] { 7, 7, 7, 7 }, Samples<byte>(Sparse(compression, place, length, "7 ")));
            Assert.Equal(new byte[] { 0, 0, 0, 0 }, Samples<byte>(Sparse(compression, place, length, "-9999")));
        }
    }

    [Fact]
    public void A_small_file_cannot_leave_out_more_than_it_is_believed()
    {
        TiffBytes File(uint side) => new TiffBytes().AddPage(1, 1, 8, [1], p => p.Long(TiffTag.ImageWidth, side).Long(TiffTag.ImageLength, side)
            .Long(TiffTag.RowsPerStrip, side).Long(TiffTag.StripOffsets, 0).Long(TiffTag.StripByteCounts, 0));
        Assert.Equal(16_000_000, File(4000).Decode().Samples.Length);
        Assert.Contains("more than its", Assert.Throws<ImageFileException>(() => File(40_000).Decode()).Message);
    }

    private static StoredImage Sparse(int compression, uint place, uint length, string? noData) => new TiffBytes().AddPage(2, 2, 8, [1, 2], p =>
    {
        p.Short(TiffTag.Compression, compression).Long(TiffTag.RowsPerStrip, 1).Long(TiffTag.StripOffsets, place, place).Long(TiffTag.StripByteCounts, length, length);
        if (noData is not null)
            p.Text(TiffTag.GdalNoData, noData);
    }).Decode();
}
