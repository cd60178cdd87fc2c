using System.Runtime.InteropServices;
using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Imaging.Tests;

/// <summary>Images with known samples, and ways to compare and pass them on.</summary>
internal static class TiffTestImages
{
    /// <summary>Smooth samples with noise in their low bits, so that compression and predictors have something to do.</summary>
    public static StoredImage Make(PixelType type, ImageShape shape, int channels = 1, int frames = 1, PixelSize? pixelSize = null)
    {
        var random = new Random(17);
        int count = (int)shape.PixelCount * channels * frames;
        Array samples = type switch
        {
            PixelType.UInt8 => Fill(i => (byte)(i / 3 + random.Next(4))),
            PixelType.UInt16 => Fill(i => (ushort)(i * 7 + random.Next(40))),
            PixelType.UInt32 => Fill(i => (uint)(i * 70000L + random.Next(400))),
            PixelType.Int8 => Fill(i => (sbyte)(i / 3 - 90 + random.Next(4))),
            PixelType.Int16 => Fill(i => (short)(i * 7 - 9000 + random.Next(40))),
            PixelType.Int32 => Fill(i => (int)(i * 70000L - 90000000 + random.Next(400))),
            PixelType.Float32 => Fill(i => MathF.Sin(i * 0.01f) + random.NextSingle() * 0.01f),
            _ => Fill(i => Math.Sin(i * 0.01) + random.NextDouble() * 0.01),
        };
        return new StoredImage(samples, type, shape, channels, frames, pixelSize);

        T[] Fill<T>(Func<int, T> value) => [.. Enumerable.Range(0, count).Select(value)];
    }

    public static byte[] Bytes(StoredImage image)
    {
        var bytes = new byte[Buffer.ByteLength(image.Samples)];
        Buffer.BlockCopy(image.Samples, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    public static byte[] Encode(StoredImage image, TiffWriteOptions? options = null)
    {
        using var stream = new MemoryStream();
        TiffEncoder.Encode(stream, image, options);
        return stream.ToArray();
    }

    public static StoredImage Decode(byte[] file, TiffReadOptions? options = null) =>
        TiffDecoder.Decode(new MemoryStream(file, writable: false), "test.tif", options);

    public static StoredImage DecodeFile(string path, TiffReadOptions? options = null)
    {
        using FileStream stream = File.OpenRead(path);
        return TiffDecoder.Decode(stream, path, options);
    }

    public static void AssertSame(StoredImage expected, StoredImage actual)
    {
        Assert.Equal(expected.Type, actual.Type);
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.Channels, actual.Channels);
        Assert.Equal(expected.Frames, actual.Frames);
        Assert.Equal(expected.Samples.GetType(), actual.Samples.GetType());
        Assert.True(Bytes(expected).AsSpan().SequenceEqual(Bytes(actual)), "Samples differ.");
    }

    public static T[] Samples<T>(StoredImage image) => Assert.IsType<T[]>(image.Samples);
}
