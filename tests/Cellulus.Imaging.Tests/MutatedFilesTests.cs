using System.Buffers.Binary;
using Cellulus.Imaging.Tests.Rois;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

/// <summary>Small sound files of every format, changed in thousands of ways, and files made to harm.</summary>
public sealed class MutatedFilesTests : IDisposable
{
    private const int Rounds = 250;

    private static readonly ImageShape s_shape = new(40, 50);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TiffCompression.None, false)]
    [InlineData(TiffCompression.Lzw, true)]
    [InlineData(TiffCompression.Deflate, false)]
    public void Tiffs(TiffCompression compression, bool isBig)
    {
        var options = new TiffWriteOptions { Compression = compression, ForceBigTiff = isBig, Predictor = compression == TiffCompression.Lzw };
        Images.CheckMutations("a.tif", Encode(Make(PixelType.UInt16, new ImageShape(2, 20, 30), channels: 2, pixelSize: new PixelSize(0.5, 0.5)), options), Rounds, null, s_readers);
        Images.CheckMutations("b.tif", Encode(Make(PixelType.UInt8, s_shape), options with { TileSize = 16 }), Rounds, null, s_readers);
    }

    [Fact]
    public void Tiffs_of_other_programs()
    {
        int[] map = [.. Enumerable.Range(0, 768).Select(i => i * 80)];
        byte[] palette = new TiffBytes(bigEndian: true).AddPage(50, 40, 8, [.. Enumerable.Range(0, 2000).Select(i => (byte)i)],
            p => p.Short(TiffTag.Photometric, 3).Short(TiffTag.ColorMap, map)).ToArray();
        byte[] ome = new TiffBytes().AddPage(10, 12, 8, [.. Enumerable.Range(0, 480).Select(i => (byte)i)], p => p.Short(TiffTag.Photometric, 2)
            .Short(TiffTag.SamplesPerPixel, 4).Short(TiffTag.BitsPerSample, 8, 8, 8, 8).Short(TiffTag.PlanarConfiguration, 2)
            .Long(TiffTag.StripOffsets, 8, 128, 248, 368).Long(TiffTag.StripByteCounts, 120, 120, 120, 120)
            .Text("<OME><Image><Pixels DimensionOrder='XYCZT' SizeC='4' SizeZ='1' SizeT='1' PhysicalSizeX='1'><TiffData IFD='0' PlaneCount='1'/></Pixels></Image></OME>")).ToArray();
        byte[] shaped = new TiffBytes().AddPage(10, 12, 8, new byte[720], p => p.Text("{\"shape\": [6, 12, 10], \"axes\": \"ZYX\", \"truncated\": true}")).ToArray();
        byte[] stack = new TiffBytes().AddPage(10, 12, 8, new byte[720], p => p.Text("ImageJ=1.54f\nimages=6\nchannels=2\nslices=3\nhyperstack=true\nspacing=2\nunit=um\n")).ToArray();
        byte[] bits = new TiffBytes().AddPage(50, 40, 1, [.. Enumerable.Repeat((byte)0x85, 560)], p => p.Short(TiffTag.Compression, 32773)).ToArray();
        foreach ((string name, byte[] file) in new[] { ("palette.tif", palette), ("ome.tif", ome), ("shaped.tif", shaped), ("stack.tif", stack), ("bits.tif", bits) })
            Images.CheckMutations(name, file, Rounds, null, s_readers);
    }

    [Fact]
    public void Pngs()
    {
        ushort[] Samples(int count, int most) => [.. Enumerable.Range(0, count).Select(i => (ushort)(i * 7 % most))];
        Images.CheckMutations("gray.png", PngBuilder.File(Samples(2000, 65536), 50, 40, 16, 0), Rounds, WithChecksums, s_readers);
        Images.CheckMutations("rgb.png", PngBuilder.File(Samples(6000, 256), 50, 40, 8, 2, interlaced: true, chunkLength: 500), Rounds, WithChecksums, s_readers);
        Images.CheckMutations("palette.png", PngBuilder.File(Samples(2000, 4), 50, 40, 2, 3, palette: new byte[12]), Rounds, WithChecksums, s_readers);
    }

    [Fact]
    public void Rois()
    {
        byte[] outline = RoiBuilder.Outline([(2.5, 2), (30, 3), (28, 30), (4, 25)], isReal: true);
        byte[] curves = RoiBuilder.Composite(0, 2, 2, 1, 40, 2, 3, 30, 20, 20, 30, 2, 30, 4, 0, 5, 5, 2, 9, 5, 9, 9, 4);
        byte[] oval = RoiBuilder.Of(RoiBuilder.Oval, 3, 4, 30, 20);
        foreach ((string name, byte[] roi) in new[] { ("outline.roi", outline), ("curves.roi", curves), ("oval.roi", oval) })
            Images.CheckMutations(name, roi, 2 * Rounds, null, path => AnnotationFile.Read(path, s_shape));
        string set = _folder.PathOf("set.zip");
        RoiBuilder.WriteSet(set, ("a.roi", outline), ("b.roi", oval), ("c.roi", curves));
        Images.CheckMutations("changed.zip", File.ReadAllBytes(set), 2 * Rounds, null, path => AnnotationFile.Read(path, s_shape));
    }

    [Fact]
    public void Files_that_were_made_to_harm()
    {
        foreach ((string name, byte[] bytes) in HostileCases.Of(".tif", ".tiff", ".png"))
            Images.Check(name, bytes, name, s_readers);
        foreach ((string name, byte[] bytes) in HostileCases.Of(".roi", ".zip"))
            Images.Check(name, bytes, name, path => AnnotationFile.Read(path, s_shape), path => AnnotationFile.Read(path, new ImageShape(200, 200)));
    }

    private static readonly Action<string>[] s_readers =
    [
        path => ImageFile.Read(path), path => ImageFile.ReadLabels(path), path => AnnotationFile.Read(path, s_shape), path => ReadRegion(path),
    ];

    // What is decompressed is up to 64 times the file, unless it is all there; as floats it is 4 times that.
    private HostileFiles<ImageFileException> Images => new(_folder, e => e.Path) { Budget = (PerByte: 64 * 8, Any: 8 << 20) };

    private static void ReadRegion(string path)
    {
        if (!TiffImageSource.CanOpen(path))
            return;
        using var source = new TiffImageSource(path, cacheBytes: 0);
        var box = new PixelBox(0, 0, 0, Math.Min(source.Shape.Width, 16), Math.Min(source.Shape.Height, 16), 1);
        if (source.Channels <= 16)
            source.Read(box, new float[source.Channels * box.Height * box.Width], default);
    }

    /// <summary>Chunks with the checksums that their content asks for, as far as there are any.</summary>
    private static byte[] WithChecksums(byte[] png)
    {
        for (int at = 8; at + 12 <= png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (length < 0 || length > png.Length - at - 12)
                break;
            uint sum = Crc32.Finish(Crc32.Append(Crc32.Start, png.AsSpan(at + 4, 4 + length)));
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(at + 8 + length), sum);
            at += 12 + length;
        }
        return png;
    }
}
