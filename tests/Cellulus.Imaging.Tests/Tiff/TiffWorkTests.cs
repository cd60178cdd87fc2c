using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

/// <summary>TIFF files made to cost far more than they weigh. Bytes read and memory are counted; clocks tell of the machine.</summary>
public sealed class TiffWorkTests
{
    private const int Pages = 500;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pages_that_share_a_long_value_are_understood_once(bool isPalette)
    {
        byte[] file = SharedValues(isPalette ? TiffTag.ColorMap : TiffTag.BitsPerSample, shift: 0);
        long read = 0;
        Assert.InRange(Allocation.Of(() => read = BytesReadOf(file)), 1, 40L * file.Length);
        Assert.InRange(read, 1, 3L * file.Length);
    }

    [Fact]
    public void Pages_whose_long_values_overlap_are_refused()
    {
        byte[] file = SharedValues(TiffTag.ColorMap, shift: 2);
        long taken = Allocation.Of(() => Assert.Contains("share their values", Assert.Throws<ImageFileException>(() => Decode(file)).Message));
        Assert.InRange(taken, 1, 100L * file.Length);
        Assert.InRange(BytesReadOf(file), 1, 10L * file.Length);
    }

    [Fact]
    public void Pages_with_values_of_their_own_are_read_whatever_they_say()
    {
        var file = new TiffBytes();
        for (int page = 0; page < 6; page++)
            file.AddPage(4, 4, 8, [.. Enumerable.Range(0, 48).Select(i => (byte)(page + i % 3))], p => p.Short(TiffTag.Photometric, 2).Short(TiffTag.SamplesPerPixel, 3)
                .Short(TiffTag.BitsPerSample, 8, 8, 8).Fraction(TiffTag.XResolution, (uint)(page + 1), 1).Long(TiffTag.RowsPerStrip, page % 2 == 0 ? 4u : 4096u));
        StoredImage image = file.Decode();
        Assert.Equal((6, 3), (image.Shape.Depth, image.Channels));
    }

    [Fact]
    public void Planes_that_are_named_again_and_again_are_refused()
    {
        TiffBytes Named(int blocks)
        {
            var file = new TiffBytes();
            string data = string.Concat(Enumerable.Repeat("<TiffData/>", blocks));
            for (int page = 0; page < 40; page++)
                file.AddPage(1, 1, 8, [(byte)page], p => _ = page > 0 ? p : p.Text($"<OME><Image><Pixels DimensionOrder='XYZCT' SizeC='1' SizeZ='40' SizeT='1'>{data}</Pixels></Image></OME>"));
            return file;
        }
        Assert.Equal(40, Named(2).Decode().Shape.Depth);
        Assert.Contains("again and again", Assert.Throws<ImageFileException>(() => Named(3).Decode()).Message);
    }

    [Fact]
    public void Numbers_of_an_ImageJ_stack_whose_product_overflows_are_refused()
    {
        // Their product is 2^65 + 1, which is one page to a machine of 64 bits.
        TiffBytes file = new TiffBytes().AddPage(2, 2, 8, new byte[4], p => p.Text("ImageJ=1.54f\nimages=2\nchannels=1119412321\nslices=998724481\nframes=33\n"));
        Assert.Throws<ImageFileException>(() => file.Decode());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void Segments_that_hold_less_than_they_announce_take_no_memory(int compression)
    {
        // Most of the file is something else: its length says nothing of what the strip can hold. Random bytes do not expand.
        byte[] noise = new byte[20_000];
        new Random(7).NextBytes(noise);
        byte[] strip = compression == 5 ? [0x80, 0x00, .. noise] : [.. Deflated(noise)];
        TiffBytes tiff = new TiffBytes().AddPage(4000, 4000, 8, strip, p => p.Short(TiffTag.Compression, compression));
        byte[] file = tiff.ToArray();
        Assert.InRange(Allocation.Of(() => Assert.Throws<ImageFileException>(() => Decode(file))), 1, 20L * file.Length + (1 << 18));
    }

    [Theory]
    [InlineData(TiffCompression.Lzw)]
    [InlineData(TiffCompression.Deflate)]
    public void A_picture_with_nothing_in_it_is_read_however_small_its_file(TiffCompression compression)
    {
        var image = new StoredImage(new byte[3000 * 2000], PixelType.UInt8, new ImageShape(3000, 2000));
        byte[] file = Encode(image, new TiffWriteOptions { Compression = compression });
        Assert.True(64 * file.Length < 3000 * 2000, $"{file.Length} bytes");
        Assert.Equal(image.Shape, Decode(file).Shape);
    }

    [Fact]
    public void Lengths_are_counted_as_strings_are_written()
    {
        var random = new Random(3);
        for (int round = 0; round < 300; round++)
        {
            byte[] input = new byte[random.Next(1, 3000)];
            random.NextBytes(input);
            input[0] = 0x80;
            byte[] output = new byte[random.Next(1, 40_000)];
            Assert.Equal(Outcome(() => LzwDecoder.Decode(input, output)), Outcome(() => LzwDecoder.Measure(input, output.Length)));
        }

        static string Outcome(Func<int> decode)
        {
            try
            {
                return $"{decode()}";
            }
            catch (InvalidDataException e)
            {
                return e.Message;
            }
        }
    }

    [Fact]
    public void A_large_piece_that_very_many_strips_share_is_refused()
    {
        // The strip says nothing for long, and then one byte.
        byte[] strip = new byte[50_000];
        for (int i = 0; i + 1 < strip.Length; i += 2)
            (strip[i], strip[i + 1]) = (0x80, 0x00);
        const int Rows = 2000;
        byte[] file = new TiffBytes().AddPage(1, Rows, 8, strip, p => p.Short(TiffTag.Compression, 5).Long(TiffTag.RowsPerStrip, 1)
            .Long(TiffTag.StripOffsets, [.. Enumerable.Repeat(8u, Rows)]).Long(TiffTag.StripByteCounts, [.. Enumerable.Repeat((uint)strip.Length, Rows)])).ToArray();
        long read = 0;
        Assert.InRange(Allocation.Of(() => read = BytesReadOf(file)), 1, 20L * file.Length + (1 << 18));
        Assert.InRange(read, 1, 65L * file.Length);
        Assert.Contains("share their bytes", Assert.Throws<ImageFileException>(() => Decode(file)).Message);
    }

    [Fact]
    public void Planes_of_very_many_samples_are_read_in_one_go()
    {
        const int Samples = 20_000;
        int[] ones = [.. Enumerable.Repeat(8, Samples)];
        byte[] file = new TiffBytes().AddPage(1, 1, 8, [5], p => p.Short(TiffTag.SamplesPerPixel, Samples).Short(TiffTag.BitsPerSample, ones)
            .Short(TiffTag.PlanarConfiguration, 2).Long(TiffTag.StripOffsets, [.. Enumerable.Repeat(8u, Samples)])
            .Long(TiffTag.StripByteCounts, [.. Enumerable.Repeat(1u, Samples)])).ToArray();
        Assert.Equal(Samples, Decode(file).Channels);
    }

    /// <summary>Bytes that reading a file, or refusing it, takes from it.</summary>
    private static long BytesReadOf(byte[] file)
    {
        using var stream = new CountingStream(file);
        try
        {
            TiffDecoder.Decode(stream, "test.tif");
        }
        catch (ImageFileException)
        {
        }
        return stream.BytesRead;
    }

    /// <summary>A chain of pages of one pixel whose entries for a tag all lead to one value, or each two bytes further on.</summary>
    private static byte[] SharedValues(TiffTag tag, int shift)
    {
        int samples = tag == TiffTag.ColorMap ? 1 : 20_000, values = tag == TiffTag.ColorMap ? 3 << 16 : samples, bits = tag == TiffTag.ColorMap ? 16 : 8;
        var file = new List<byte>();
        file.AddRange("II\u002A\0"u8);
        AddLong(0);
        int strip = file.Count;
        file.AddRange(new byte[samples * bits / 8]);
        int value = file.Count;
        for (int i = 0; i < values + Pages; i++)
            AddShort(bits);
        int link = 4;
        for (int page = 0; page < Pages; page++)
        {
            byte[] place = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(place, file.Count);
            for (int i = 0; i < 4; i++)
                file[link + i] = place[i];
            (TiffTag Tag, int Type, int Count, int Value)[] entries =
            [
                (TiffTag.ImageWidth, 3, 1, 1), (TiffTag.ImageLength, 3, 1, 1),
                (TiffTag.BitsPerSample, 3, tag == TiffTag.BitsPerSample ? values : 1, tag == TiffTag.BitsPerSample ? value + page * shift : bits),
                (TiffTag.Compression, 3, 1, 1), (TiffTag.Photometric, 3, 1, tag == TiffTag.ColorMap ? 3 : 1), (TiffTag.StripOffsets, 4, 1, strip),
                (TiffTag.SamplesPerPixel, 3, 1, samples), (TiffTag.RowsPerStrip, 3, 1, 1), (TiffTag.StripByteCounts, 4, 1, samples * bits / 8),
                .. tag == TiffTag.ColorMap ? [(tag, 3, values, value + page * shift)] : Array.Empty<(TiffTag, int, int, int)>(),
            ];
            AddShort(entries.Length);
            foreach ((TiffTag name, int type, int count, int content) in entries)
            {
                AddShort((int)name);
                AddShort(type);
                AddLong(count);
                AddLong(content);
            }
            link = file.Count;
            AddLong(0);
        }
        return [.. file];

        void AddShort(int number) => file.AddRange([(byte)number, (byte)(number >> 8)]);
        void AddLong(int number) => file.AddRange(BitConverter.GetBytes(number));
    }

    private static byte[] Deflated(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var zlib = new ZLibStream(result, CompressionLevel.Fastest))
            zlib.Write(bytes);
        return result.ToArray();
    }
}
