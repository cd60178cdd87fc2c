using System.Buffers.Binary;
using Cellulus.Imaging;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

/// <summary>Files built byte by byte: what other programs' files at hand do not show.</summary>
public sealed class TiffDecoderTests
{
    [Theory]
    [InlineData(1, new byte[] { 0b1010_0000, 0b0110_0000 }, new byte[] { 1, 0, 1, 0, 1, 1 })]
    [InlineData(2, new byte[] { 0b11_10_01_00, 0b00_01_10_00 }, new byte[] { 3, 2, 1, 0, 1, 2 })]
    [InlineData(4, new byte[] { 0x1F, 0x20, 0x90, 0xA0 }, new byte[] { 1, 15, 2, 9, 0, 10 })]
    [InlineData(6, new byte[] { 0b000001_11, 0b1111_0000, 0b10_000000, 0b000011_00, 0b0100_0001, 0b01_000000 }, new byte[] { 1, 63, 2, 3, 4, 5 })]
    public void Packed_samples_are_unpacked_row_by_row_without_scaling(int bits, byte[] strip, byte[] expected)
    {
        foreach (bool bigEndian in new[] { false, true })
            Assert.Equal(expected, Samples<byte>(new TiffBytes(bigEndian).AddPage(3, 2, bits, strip).Decode()));
    }

    [Fact]
    public void Twelve_bit_samples_become_sixteen()
    {
        StoredImage image = new TiffBytes().AddPage(3, 1, 12, [0xAB, 0xC1, 0x23, 0xFF, 0xF0]).Decode();
        Assert.Equal(new ushort[] { 0xABC, 0x123, 0xFFF }, Samples<ushort>(image));
    }

    [Fact]
    public void Bits_in_reverse_order_are_turned()
    {
        StoredImage image = new TiffBytes().AddPage(3, 1, 8, [0x01, 0x80, 0x16], p => p.Short(TiffTag.FillOrder, 2)).Decode();
        Assert.Equal(new byte[] { 0x80, 0x01, 0x68 }, Samples<byte>(image));
    }

    [Fact]
    public void An_image_whose_zero_is_white_is_inverted_but_for_those_of_ImageJ()
    {
        StoredImage image = new TiffBytes().AddPage(2, 1, 8, [0, 200], p => p.Short(TiffTag.Photometric, 0)).Decode();
        Assert.Equal(new byte[] { 255, 55 }, Samples<byte>(image));
        StoredImage mask = new TiffBytes().AddPage(2, 1, 8, [0, 255], p => p.Short(TiffTag.Photometric, 0).Text("ImageJ=1.54f\n")).Decode();
        Assert.Equal(new byte[] { 0, 255 }, Samples<byte>(mask));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Big_and_little_endian_samples_are_the_same(bool bigEndian)
    {
        byte[] strip = bigEndian ? [1, 2, 3, 4] : [2, 1, 4, 3];
        Assert.Equal(new ushort[] { 0x0102, 0x0304 }, Samples<ushort>(new TiffBytes(bigEndian).AddPage(2, 1, 16, strip).Decode()));
    }

    [Fact]
    public void The_lzw_example_of_the_specification_is_read()
    {
        // TIFF 6.0, section 13: 7 7 7 8 8 7 7 6 6 as codes Clear 7 258 8 8 258 6 6 End, 9 bits each.
        byte[] strip = Codes(256, 7, 258, 8, 8, 258, 6, 6, 257);
        StoredImage image = new TiffBytes().AddPage(9, 1, 8, strip, p => p.Short(TiffTag.Compression, 5)).Decode();
        Assert.Equal(new byte[] { 7, 7, 7, 8, 8, 7, 7, 6, 6 }, Samples<byte>(image));
    }

    [Fact]
    public void The_packbits_example_of_the_specification_is_read()
    {
        byte[] strip = [0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0xFD, 0xAA, 0x03, 0x80, 0x00, 0x2A, 0x22, 0xF7, 0xAA];
        byte[] expected =
        [
            0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0xAA, 0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0x22,
            0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA,
        ];
        StoredImage image = new TiffBytes().AddPage(24, 1, 8, strip, p => p.Short(TiffTag.Compression, 32773)).Decode();
        Assert.Equal(expected, Samples<byte>(image));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Floating_point_differences_are_most_significant_first_in_both_byte_orders(bool bigEndian)
    {
        float[] values = [1.5f, -2.25f, 1e-9f, 3e20f];
        var row = new byte[16];
        for (int i = 0; i < 4; i++)
            for (int b = 0; b < 4; b++)
                row[b * 4 + i] = (byte)(BitConverter.SingleToUInt32Bits(values[i]) >> (24 - 8 * b));
        for (int i = 15; i > 0; i--)
            row[i] -= row[i - 1];
        byte[] strip = Zlib(row);
        StoredImage image = new TiffBytes(bigEndian).AddPage(4, 1, 32, strip,
            p => p.Short(TiffTag.Compression, 8).Short(TiffTag.Predictor, 3).Short(TiffTag.SampleFormat, 3)).Decode();
        Assert.Equal(values, Samples<float>(image));
    }

    [Fact]
    public void A_palette_is_expanded_except_where_it_is_the_lookup_table_of_ImageJ()
    {
        int[] map = [.. Enumerable.Range(0, 768).Select(i => i switch { 5 => 0x1234, 256 + 5 => 0xFFFF, 512 + 5 => 0x8080, _ => 0 })];
        TiffBytes File(string text) => new TiffBytes().AddPage(2, 1, 8, [5, 9],
            p => p.Short(TiffTag.Photometric, 3).Short(TiffTag.ColorMap, map).Text(text));

        StoredImage colours = File("").Decode();
        Assert.Equal(3, colours.Channels);
        Assert.Equal(new byte[] { 0x12, 0, 0xFF, 0, 0x80, 0 }, Samples<byte>(colours));
        Assert.Equal(new byte[] { 5, 9 }, Samples<byte>(File("ImageJ=1.54f\n").Decode()));
        Assert.Equal(new byte[] { 5, 9 }, Samples<byte>(File("").Decode(new TiffReadOptions { Palette = PaletteReading.Indices })));
        Assert.Equal(3, File("ImageJ=1.54f\n").Decode(new TiffReadOptions { Palette = PaletteReading.Colour }).Channels);
    }

    [Fact]
    public void A_stack_of_ImageJ_in_one_piece_needs_one_directory()
    {
        byte[] strip = [.. Enumerable.Range(0, 12).Select(i => (byte)i)];
        TiffBytes File(int images) => new TiffBytes().AddPage(2, 1, 8, strip,
            p => p.Text($"ImageJ=1.54f\nimages={images}\nchannels=2\nslices=3\nhyperstack=true\n").Long(TiffTag.StripByteCounts, 2));
        StoredImage image = File(6).Decode();
        Assert.Equal((2, 3, 1), (image.Channels, image.Shape.Depth, image.Frames));
        Assert.Equal(new byte[] { 0, 1, 4, 5, 8, 9, 2, 3, 6, 7, 10, 11 }, Samples<byte>(image));

        ImageFileException e = Assert.Throws<ImageFileException>(() => File(600).Decode());
        Assert.Contains("600 images", e.Message, StringComparison.Ordinal);
        Assert.Equal(new byte[] { 0, 1 }, Samples<byte>(File(600).Decode(new TiffReadOptions { Pages = PageAxis.Slices })));
    }

    [Theory]
    [InlineData("unit=micron\nspacing=3\n", 0.5, 3.0)]
    [InlineData("unit=um\n", 0.5, null)]
    [InlineData("unit=\\u00B5m\nspacing=1e-1\n", 0.5, 0.1)]
    [InlineData("unit=\u00B5m\n", 0.5, null)]
    [InlineData("unit=nm\nspacing=200\n", 0.0005, 0.2)]
    [InlineData("unit=pixel\nspacing=200\n", null, null)]
    [InlineData("spacing=200\n", null, null)]
    public void The_pixel_size_of_ImageJ_is_read_in_micrometres(string lines, double? size, double? z)
    {
        StoredImage image = new TiffBytes().AddPage(1, 1, 8, [0], p => p.Text("ImageJ=1.54f\n" + lines)
            .Fraction(TiffTag.XResolution, 2, 1).Fraction(TiffTag.YResolution, 2, 1).Short(TiffTag.ResolutionUnit, 1)).Decode();
        Assert.Equal(size, image.PixelSize?.X);
        Assert.Equal(z, image.PixelSize?.Z);
    }

    [Theory]
    [InlineData(2, PageAxis.Auto, 2, 1, 1)]
    [InlineData(4, PageAxis.Auto, 4, 1, 1)]
    [InlineData(5, PageAxis.Auto, 1, 5, 1)]
    [InlineData(5, PageAxis.Channels, 5, 1, 1)]
    [InlineData(3, PageAxis.Slices, 1, 3, 1)]
    [InlineData(3, PageAxis.Frames, 1, 1, 3)]
    public void Pages_without_metadata_are_what_the_caller_says_or_what_is_likely(int pages, PageAxis said, int channels, int slices, int frames)
    {
        var file = new TiffBytes();
        for (int i = 0; i < pages; i++)
            file.AddPage(1, 1, 8, [(byte)i]);
        StoredImage image = file.Decode(new TiffReadOptions { Pages = said });
        Assert.Equal((channels, slices, frames), (image.Channels, image.Shape.Depth, image.Frames));
        Assert.Equal(Enumerable.Range(0, pages).Select(i => (byte)i), Samples<byte>(image));
    }

    [Fact]
    public void Ome_blocks_tell_the_page_of_each_plane()
    {
        const string Xml = """
            <?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:1"><Image ID="Image:0">
            <Pixels DimensionOrder="XYCZT" Type="uint8" SizeX="1" SizeY="1" SizeC="2" SizeZ="2" SizeT="1">
            <TiffData FirstC="1" FirstZ="1" IFD="0"/><TiffData FirstC="0" FirstZ="0" IFD="2" PlaneCount="2"><UUID FileName="x">urn:uuid:1</UUID></TiffData>
            <TiffData FirstC="0" FirstZ="1" FirstT="0" IFD="1" PlaneCount="1"/></Pixels></Image></OME>
            """;
        var file = new TiffBytes();
        for (int i = 0; i < 4; i++)
            file.AddPage(1, 1, 8, [(byte)i], p => p.Text(Xml));
        StoredImage image = file.Decode();
        Assert.Equal((2, 2), (image.Channels, image.Shape.Depth));
        Assert.Equal(new byte[] { 2, 1, 3, 0 }, Samples<byte>(image));
    }

    [Theory]
    [InlineData("<OME><Image><Pixels DimensionOrder='XYCZT' SizeC='3' SizeZ='1' SizeT='1'/></Image></OME>", "3 channels")]
    [InlineData("<OME><Image><Pixels DimensionOrder='XYQZT' SizeC='1' SizeZ='1' SizeT='1'/></Image></OME>", "XYQZT")]
    [InlineData("<OME><Image><Pixels SizeC='1' SizeZ='x' SizeT='1'/></Image></OME>", "SizeZ=\"x\"")]
    [InlineData("<OME><Image><Pixels SizeC='2147483647' SizeZ='2147483647' SizeT='2147483647'/></Image></OME>", "pages")]
    [InlineData("<OME><Image><Pixels><TiffData IFD='7'/></Pixels></Image></OME>", "page 7")]
    [InlineData("<OME UUID='a'><Image><Pixels><TiffData IFD='0'><UUID>b</UUID></TiffData><TiffData IFD='0' FirstC='9'/></Pixels></Image></OME>", "channel 9")]
    [InlineData("<OME><BinaryOnly MetadataFile='x.companion.ome'/></OME>", "another file")]
    [InlineData("<OME><Image>", "broken")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><OME>&b;</OME>", "DTD")]
    public void Ome_xml_that_does_not_fit_is_an_error_that_the_caller_can_overrule(string xml, string what)
    {
        TiffBytes file = new TiffBytes().AddPage(1, 1, 8, [7], p => p.Text(xml));
        ImageFileException e = Assert.Throws<ImageFileException>(() => file.Decode());
        Assert.Contains(what, e.Message, StringComparison.Ordinal);
        Assert.Contains("TiffReadOptions.Axes", e.Message, StringComparison.Ordinal);
        Assert.Equal(new byte[] { 7 }, Samples<byte>(file.Decode(new TiffReadOptions { Pages = PageAxis.Slices })));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void Alpha_is_dropped_and_other_extra_samples_are_channels(int extra, bool kept)
    {
        StoredImage image = new TiffBytes().AddPage(2, 1, 8, [1, 2, 3, 4],
            p => p.Short(TiffTag.SamplesPerPixel, 2).Short(TiffTag.BitsPerSample, 8, 8).Short(TiffTag.ExtraSamples, extra)).Decode();
        Assert.Equal(kept ? new byte[] { 1, 3, 2, 4 } : [1, 3], Samples<byte>(image));
    }

    [Fact]
    public void A_single_uncompressed_strip_does_without_its_length()
    {
        StoredImage image = new TiffBytes().AddPage(2, 1, 8, [3, 4], p => p.Remove(TiffTag.StripByteCounts).Remove(TiffTag.RowsPerStrip)).Decode();
        Assert.Equal(new byte[] { 3, 4 }, Samples<byte>(image));
    }

    [Fact]
    public void Wide_integers_that_do_not_fit_are_an_error()
    {
        var strip = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(strip, 1UL << 40);
        Throws(new TiffBytes().AddPage(1, 1, 64, strip), "64-bit integer");
    }

    [Fact]
    public void Pages_that_differ_are_an_error() =>
        Throws(new TiffBytes().AddPage(1, 1, 8, [0]).AddPage(2, 1, 8, [0, 0]), "page 2 is 2 x 1");

    [Fact]
    public void A_circle_of_directories_is_an_error() =>
        Throws(new TiffBytes { Loop = true }.AddPage(1, 1, 8, [0]).AddPage(1, 1, 8, [0]), "circle");

    [Theory]
    [InlineData(7, "JPEG")]
    [InlineData(4, "CCITT")]
    [InlineData(34712, "JPEG 2000")]
    [InlineData(50000, "Zstandard")]
    [InlineData(12345, "12345")]
    public void Compressions_that_are_not_read_are_named(int code, string name) =>
        Throws(new TiffBytes().AddPage(1, 1, 8, [0], p => p.Short(TiffTag.Compression, code)), name, "deflate");

    [Fact]
    public void Old_lzw_is_refused_by_name() =>
        Throws(new TiffBytes().AddPage(9, 1, 8, [0x00, 0x01, 0x05, 0x05], p => p.Short(TiffTag.Compression, 5)), "before TIFF 5.0");

    [Theory]
    [InlineData(5, "CMYK")]
    [InlineData(6, "YCbCr")]
    [InlineData(2, "RGB")]
    public void Colour_spaces_that_are_not_read_are_named(int photometric, string name) =>
        Throws(new TiffBytes().AddPage(1, 1, 8, [0], p => p.Short(TiffTag.Photometric, photometric)), name);

    [Fact]
    public void Other_files_are_no_TIFF()
    {
        foreach (byte[] file in new byte[][] { [], [1], "\x89PNG\r\n\x1a\n0000"u8.ToArray(), "II\x2B\0\x04\0\0\0\0\0\0\0\0\0\0\0"u8.ToArray(), "II\x2A\0\0\0\0\0"u8.ToArray() })
            Assert.Throws<ImageFileException>(() => Decode(file));
    }

    private static void Throws(TiffBytes file, params string[] words)
    {
        ImageFileException e = Assert.Throws<ImageFileException>(() => file.Decode());
        Assert.StartsWith("test.tif: ", e.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, e.Message, StringComparison.Ordinal));
    }

    private static byte[] Codes(params int[] codes)
    {
        string bits = string.Concat(codes.Select(c => Convert.ToString(c, 2).PadLeft(9, '0')));
        return [.. bits.PadRight((bits.Length + 7) / 8 * 8, '0').Chunk(8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    private static byte[] Zlib(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(stream, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            zlib.Write(bytes);
        return stream.ToArray();
    }
}
