using System.Buffers.Binary;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

/// <summary>What the pages of a file and the samples of a pixel stand for.</summary>
public sealed class TiffAxesTests
{
    private const int Header = 8;

    [Theory]
    [InlineData(1, 4, "[4, 1, 2]", "CYX", 4, 1, 1)]
    [InlineData(1, 3, "[3, 1, 2]", "TYX", 1, 1, 3)]
    [InlineData(1, 4, "[4, 1, 2]", "TYX", 1, 1, 4)]
    [InlineData(1, 3, "[3, 1, 2]", "ZYX", 1, 3, 1)]
    [InlineData(1, 3, "[1, 3, 1, 2]", "ZCYX", 3, 1, 1)]
    [InlineData(5, 4, "[5, 4, 1, 2]", "TCYX", 4, 1, 5)]
    [InlineData(5, 3, "[5, 3, 1, 2]", "TZYX", 1, 3, 5)]
    [InlineData(6, 4, "[2, 3, 4, 1, 2]", "TZCYX", 4, 3, 2)]
    [InlineData(6, 3, "[2, 3, 3, 1, 2]", "CTZYX", 2, 3, 3)]
    public void Samples_that_tifffile_names_as_an_axis_are_one(int pages, int samples, string shape, string axes, int channels, int slices, int frames)
    {
        StoredImage image = Planar(pages, samples, $$"""{"shape": {{shape}}, "axes": "{{axes}}"}""").Decode();
        Assert.Equal((channels, slices, frames), (image.Channels, image.Shape.Depth, image.Frames));
        Assert.Equal(Expected(axes[..^2], channels, slices, frames), Samples<byte>(image));
    }

    [Fact]
    public void Samples_that_tifffile_names_so_are_channels_with_alpha_among_them()
    {
        Assert.Equal(3, Planar(1, 3, """{"shape": [3, 1, 2], "axes": "SYX"}""").Decode().Channels);
        StoredImage frames = Planar(5, 3, """{"shape": [5, 3, 1, 2], "axes": "TSYX"}""").Decode();
        Assert.Equal((3, 1, 5), (frames.Channels, frames.Shape.Depth, frames.Frames));
    }

    [Fact]
    public void Planes_of_samples_that_ImageJ_or_OME_count_as_channels_are_all_of_them()
    {
        const string Ome = """<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image><Pixels DimensionOrder="XYCZT" SizeC="4" SizeT="2" SizeZ="1"/></Image></OME>""";
        foreach (string text in new[] { "ImageJ=1.54f\nimages=8\nchannels=4\nframes=2\nhyperstack=true\n", Ome })
        {
            StoredImage image = Planar(2, 4, text).Decode();
            Assert.Equal((4, 1, 2), (image.Channels, image.Shape.Depth, image.Frames));
            Assert.Equal(Expected("TC", 4, 1, 2), Samples<byte>(image));
        }
    }

    [Fact]
    public void Stacks_in_one_piece_can_have_planes_of_samples()
    {
        // The planes of three pages follow each other behind the header, and the first page tells of all.
        byte[] strip = [.. Enumerable.Range(0, 9).SelectMany(plane => new[] { (byte)plane, (byte)(plane + 100) })];
        StoredImage image = new TiffBytes().AddPage(2, 1, 8, strip, p => p
            .Short(TiffTag.SamplesPerPixel, 3).Short(TiffTag.PlanarConfiguration, 2).Short(TiffTag.BitsPerSample, 8, 8, 8).Short(TiffTag.Photometric, 2)
            .Long(TiffTag.StripOffsets, 8, 10, 12).Long(TiffTag.StripByteCounts, 2, 2, 2)
            .Text("""{"shape": [3, 3, 1, 2], "axes": "TCYX", "truncated": true}""")).Decode();
        Assert.Equal((3, 1, 3), (image.Channels, image.Shape.Depth, image.Frames));
        Assert.Equal(Expected("TC", 3, 1, 3), Samples<byte>(image));
    }

    [Fact]
    public void Regions_of_samples_that_are_time_points_are_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("t3.tif");
        File.WriteAllBytes(path, Planar(1, 3, """{"shape": [3, 1, 2], "axes": "TYX"}""").ToArray());
        using var source = new TiffImageSource(path, frame: 2);
        var pixels = new float[2];
        source.Read(new PixelBox(0, 0, 0, 2, 1, 1), pixels, CancellationToken.None);
        Assert.Equal((3, 1), (source.Frames, source.Channels));
        Assert.Equal(new float[] { 2, 102 }, pixels);
    }

    [Fact]
    public void A_description_of_more_planes_than_there_are_is_refused()
    {
        ImageFileException e = Assert.Throws<ImageFileException>(() => Planar(2, 3, """{"shape": [5, 3, 1, 2], "axes": "TCYX"}""").Decode());
        Assert.Contains("tells of 15 planes, but the file has 2 page(s)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_tifffile_wrote_one_after_the_other_are_a_series_each()
    {
        TiffBytes file = Grey(3, i => i == 0 ? """{"shape": [3, 1, 1], "axes": "TYX"}""" : null);
        file.AddPage(2, 1, 8, [7, 8], p => p.Text("""{"shape": [1, 2]}"""));
        StoredImage first = file.Decode(), second = file.Decode(new TiffReadOptions { Series = 1 });
        Assert.Equal((2, 3, 1), (first.SeriesCount, first.Frames, first.Shape.Width));
        Assert.Equal((2, 1, 2), (second.SeriesCount, second.Frames, second.Shape.Width));
        Assert.Equal(new byte[] { 7, 8 }, Samples<byte>(second));
    }

    [Theory]
    [InlineData("zct", "ZCT")]
    [InlineData("czt", "CZT")]
    [InlineData("default", "CZT")]
    [InlineData("xyczt(default)", "CZT")]
    [InlineData("xyztc", "ZTC")]
    [InlineData("tzc", "TZC")]
    [InlineData("TCZ", "TCZ")]
    [InlineData("ctz", "CTZ")]
    public void Orders_of_ImageJ_and_MicroManager_are_followed(string order, string fastestFirst)
    {
        StoredImage image = Grey(12, i => i == 0 ? $"ImageJ=1.41e\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\norder={order}\n" : null).Decode();
        Assert.Equal((2, 3, 2), (image.Channels, image.Shape.Depth, image.Frames));
        Assert.Equal(TiffAxes.Regular(fastestFirst, 2, 3, 2).Pages.Select(page => (byte)page), Samples<byte>(image));
    }

    [Fact]
    public void An_order_that_nobody_knows_is_refused_unless_there_is_but_one_axis()
    {
        string Text(int slices, int frames) => $"ImageJ=1.41e\nimages=4\nslices={slices}\nframes={frames}\norder=pct\n";
        Assert.Contains("order \"pct\"", Assert.Throws<ImageFileException>(() => Grey(4, i => i == 0 ? Text(2, 2) : null).Decode()).Message);
        Assert.Equal(4, Grey(4, i => i == 0 ? Text(1, 4) : null).Decode().Frames);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public void Lines_end_as_on_any_system(string end)
    {
        StoredImage image = Grey(6, i => i == 0 ? string.Join(end, "ImageJ=1.54f", "images=6", "channels=2", "frames=3", "hyperstack=true", "") : null).Decode();
        Assert.Equal((2, 1, 3), (image.Channels, image.Shape.Depth, image.Frames));
    }

    [Theory]
    [InlineData("TYX", 1, 1, 12)]
    [InlineData("t", 1, 1, 12)]
    [InlineData("ZYX", 1, 12, 1)]
    [InlineData("C", 12, 1, 1)]
    [InlineData("TC2YX", 2, 1, 6)]
    [InlineData("T3C4YX", 4, 1, 3)]
    [InlineData("T2ZC3", 3, 2, 2)]
    public void Axes_can_be_said(string axes, int channels, int slices, int frames)
    {
        StoredImage image = Grey(12, _ => null).Decode(new TiffReadOptions { Axes = axes });
        Assert.Equal((channels, slices, frames), (image.Channels, image.Shape.Depth, image.Frames));
        string letters = new([.. axes.ToUpperInvariant().Where(char.IsLetter)]);
        Assert.Equal(Expected(letters.EndsWith("YX", StringComparison.Ordinal) ? letters[..^2] : letters, channels, slices, frames, 1), Samples<byte>(image));
    }

    [Fact]
    public void Extents_that_are_left_out_are_those_of_the_metadata()
    {
        TiffBytes file = Grey(6, i => i == 0 ? "ImageJ=1.54f\nimages=6\nchannels=2\nframes=3\nhyperstack=true\n" : null);
        StoredImage image = file.Decode(new TiffReadOptions { Axes = "CTYX" });
        Assert.Equal((2, 3), (image.Channels, image.Frames));
        Assert.Equal(new byte[] { 0, 3, 1, 4, 2, 5 }, Samples<byte>(image));
    }

    [Theory]
    [InlineData("TCYX", "leave open how many of its 12 planes")]
    [InlineData("T5YX", "do not fit its 12 planes")]
    [InlineData("T5CYX", "do not fit its 12 planes")]
    [InlineData("T2147483647C2147483647Z2147483647", "do not fit its 12 planes")]
    public void Axes_that_do_not_fit_are_refused(string axes, string reason) =>
        Assert.Contains(reason, Assert.Throws<ImageFileException>(() => Grey(12, _ => null).Decode(new TiffReadOptions { Axes = axes })).Message);

    [Theory]
    [InlineData("TT")]
    [InlineData("QYX")]
    [InlineData("")]
    [InlineData("T0")]
    [InlineData("3T")]
    [InlineData("T99999999999")]
    public void What_names_no_axes_is_no_option(string axes) => Assert.Throws<ArgumentException>(() => new TiffReadOptions { Axes = axes });

    [Fact]
    public void Said_axes_count_planes_of_samples_unless_they_stay_samples()
    {
        Assert.Equal((1, 3), Of("TYX"));
        Assert.Equal((3, 1), Of("TYXS"));
        Assert.Equal((3, 1), Of("TSYX"));

        (int, int) Of(string axes)
        {
            StoredImage image = Planar(1, 3, null).Decode(new TiffReadOptions { Axes = axes });
            return (image.Channels, image.Frames);
        }
    }

    [Theory]
    [InlineData(false, false, 1, 4)]
    [InlineData(true, true, 4, 1)]
    [InlineData(true, false, 4, 1)]
    public void Planes_of_a_MetaMorph_stack_follow_each_other(bool hasDistances, bool hasTimes, int slices, int frames)
    {
        StoredImage image = MetaMorph(4, hasDistances, hasTimes).Decode();
        Assert.Equal((1, slices, frames), (image.Channels, image.Shape.Depth, image.Frames));
        Assert.Equal(new byte[] { 0, 1, 2, 3 }, Samples<byte>(image));
        Assert.Equal(new PixelSize(0.5, 0.25, hasDistances ? 1.5 : null), image.PixelSize);
    }

    [Fact]
    public void A_MetaMorph_stack_that_is_cut_off_is_refused()
    {
        TiffBytes cut = new TiffBytes().AddPage(64, 1, 8, new byte[64], p => p.Miscounted(TiffTag.MetaMorphPlanes, TiffFieldType.Rational, 50, new uint[6 * 50]));
        Assert.Contains("MetaMorph tag tells of 50 images", Assert.Throws<ImageFileException>(() => cut.Decode()).Message);
        Assert.Contains("MetaMorph tag announces 2000000000 planes", Assert.Throws<ImageFileException>(
            () => new TiffBytes().AddPage(1, 1, 8, [0], p => p.Miscounted(TiffTag.MetaMorphPlanes, TiffFieldType.Rational, 2_000_000_000, 0, 1)).Decode()).Message);
    }

    [Theory]
    [InlineData(3, 1, 2, 3, 1)]
    [InlineData(1, 4, 2, 1, 4)]
    [InlineData(2, 2, 3, 2, 2)]
    [InlineData(2, 2, 1, 2, 2)]
    public void Axes_and_sizes_of_LSM_are_read_and_thumbnails_are_passed_over(int z, int t, int c, int slices, int frames)
    {
        StoredImage image = Lsm(z, t, c, z * t).Decode();
        Assert.Equal((c, slices, frames), (image.Channels, image.Shape.Depth, image.Frames));
        Assert.Equal(Expected("TZC", c, slices, frames), Samples<byte>(image));
        Assert.Equal(new PixelSize(0.25, 0.5, z > 1 ? 2 : null), image.PixelSize);
    }

    [Fact]
    public void An_LSM_file_of_several_positions_is_refused_with_the_way_out()
    {
        string message = Assert.Throws<ImageFileException>(() => Lsm(3, 1, 2, 6).Decode()).Message;
        Assert.Contains("it may hold several positions", message);
        Assert.Contains("TiffReadOptions.Axes", message);
    }

    [Fact]
    public void Images_of_an_OME_file_can_differ_in_size_and_each_can_be_read()
    {
        const string Xml = """
            <OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">
              <Image><Pixels DimensionOrder="XYZCT" SizeC="1" SizeT="2" SizeZ="1" PhysicalSizeX="0.5" PhysicalSizeY="0.5"><TiffData IFD="0" PlaneCount="2"/></Pixels></Image>
              <Image><Pixels DimensionOrder="XYZCT" SizeC="1" SizeT="1" SizeZ="3"><TiffData IFD="2" PlaneCount="3"/></Pixels></Image>
            </OME>
            """;
        var file = new TiffBytes();
        for (int i = 0; i < 5; i++)
            file.AddPage(i < 2 ? 1 : 2, 1, 8, i < 2 ? [(byte)i] : [(byte)i, (byte)i], p => _ = i == 0 ? p.Text(Xml) : p);
        StoredImage first = file.Decode(), second = file.Decode(new TiffReadOptions { Series = 1 });
        Assert.Equal((2, 2, 1, 0.5), (first.SeriesCount, first.Frames, first.Shape.Width, first.PixelSize!.Value.X));
        Assert.Equal(new byte[] { 0, 1 }, Samples<byte>(first));
        Assert.Equal((2, 1, 3, 2), (second.SeriesCount, second.Frames, second.Shape.Depth, second.Shape.Width));
        Assert.Equal(new byte[] { 2, 2, 3, 3, 4, 4 }, Samples<byte>(second));
        Assert.Contains("holds 2 image(s)", Assert.Throws<ImageFileException>(() => file.Decode(new TiffReadOptions { Series = 2 })).Message);
        Assert.Equal(1, Grey(1, _ => null).Decode().SeriesCount);
    }

    [Fact]
    public void Of_files_that_share_their_XML_each_holds_its_own_image()
    {
        const string Xml = """
            <OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:b">
              <Image><Pixels DimensionOrder="XYZCT" SizeC="1" SizeT="1" SizeZ="1"><TiffData IFD="0"><UUID FileName="a.ome.tif">urn:uuid:a</UUID></TiffData></Pixels></Image>
              <Image><Pixels DimensionOrder="XYZCT" SizeC="1" SizeT="3" SizeZ="1"><TiffData IFD="0" PlaneCount="3"><UUID FileName="b.ome.tif">urn:uuid:b</UUID></TiffData></Pixels></Image>
            </OME>
            """;
        StoredImage image = Grey(3, i => i == 0 ? Xml : null).Decode();
        Assert.Equal((1, 3), (image.SeriesCount, image.Frames));
    }

    /// <summary>Pages of one gray pixel, which is the number of the page.</summary>
    private static TiffBytes Grey(int pages, Func<int, string?> text)
    {
        var file = new TiffBytes();
        for (int i = 0; i < pages; i++)
            file.AddPage(1, 1, 8, [(byte)i], p => _ = text(i) is { } description ? p.Text(description) : p);
        return file;
    }

    /// <summary>Pages of two pixels and several samples in planes; a sample is the number of its plane, plus 100 in the second
    /// column.</summary>
    private static TiffBytes Planar(int pages, int samples, string? text, Action<TiffBytes.Page>? change = null)
    {
        var file = new TiffBytes();
        int at = Header;
        for (int i = 0; i < pages; i++)
        {
            byte[] strip = [.. Enumerable.Range(i * samples, samples).SelectMany(plane => new[] { (byte)plane, (byte)(plane + 100) })];
            file.AddPage(2, 1, 8, strip, p =>
            {
                p.Short(TiffTag.SamplesPerPixel, samples).Short(TiffTag.PlanarConfiguration, 2).Short(TiffTag.BitsPerSample, [.. Enumerable.Repeat(8, samples)])
                    .Short(TiffTag.Photometric, samples > 1 ? 2 : 1)
                    .Long(TiffTag.StripOffsets, [.. Enumerable.Range(0, samples).Select(s => (uint)(at + 2 * s))])
                    .Long(TiffTag.StripByteCounts, [.. Enumerable.Repeat(2u, samples)]);
                if (samples == 4)
                    p.Short(TiffTag.ExtraSamples, 2);
                if (i == 0 && text is not null)
                    p.Text(text);
                change?.Invoke(p);
            });
            at += strip.Length;
        }
        return file;
    }

    /// <summary>The planes in the order frame, channel, slice of an array whose axes are named, the slowest first.</summary>
    private static IEnumerable<byte> Expected(string axes, int channels, int slices, int frames, int width = 2)
    {
        for (int t = 0; t < frames; t++)
            for (int c = 0; c < channels; c++)
                for (int z = 0; z < slices; z++)
                {
                    int plane = 0;
                    foreach (char axis in axes)
                        plane = axis switch { 'T' => plane * frames + t, 'C' => plane * channels + c, _ => plane * slices + z };
                    for (int x = 0; x < width; x++)
                        yield return (byte)(plane + 100 * x);
                }
    }

    private static TiffBytes MetaMorph(int planes, bool hasDistances, bool hasTimes)
    {
        // Behind the planes: the fractions 1/2 and 1/4, and a unit with its length.
        byte[] strip = [.. Enumerable.Range(0, planes).Select(i => (byte)i), 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, (byte)'u', (byte)'m', 0];
        uint values = (uint)(Header + planes);
        return new TiffBytes().AddPage(1, 1, 8, strip, p => p
            .Long(TiffTag.StripByteCounts, 1)
            .Miscounted(TiffTag.MetaMorphValues, TiffFieldType.Long, 4, 3, 1, 4, values, 5, values + 8, 6, values + 16)
            .Miscounted(TiffTag.MetaMorphPlanes, TiffFieldType.Rational, planes, [.. Enumerable.Range(0, planes).SelectMany(
                i => new uint[] { hasDistances ? unchecked((uint)-3) : 0, 2, 2_450_000, hasTimes ? (uint)i : 0, 0, 0 })]));
    }

    private static TiffBytes Lsm(int z, int t, int c, int pages)
    {
        var block = new byte[200];
        BinaryPrimitives.WriteUInt32LittleEndian(block, 0x0400_494C);
        foreach ((int at, int extent) in new[] { (8, 2), (12, 1), (16, z), (20, c), (24, t) })
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(at), extent);
        foreach ((int at, double metres) in new[] { (40, 0.25e-6), (48, 0.5e-6), (56, 2e-6) })
            BinaryPrimitives.WriteDoubleLittleEndian(block.AsSpan(at), metres);
        bool isFirst = true;
        TiffBytes file = Planar(pages, c, null, p =>
        {
            if (isFirst)
                p.Bytes(TiffTag.ZeissLsm, block);
            isFirst = false;
        });
        return file.AddPage(1, 1, 8, [9], p => p.Long(TiffTag.NewSubfileType, 1));
    }
}
