using Xunit;

namespace Cellulus.Imaging.Tests;

public class StoredImageTests
{
    private static readonly ImageShape Pair = new(1, 2);

    public static TheoryData<Array, PixelType> EveryType() => new()
    {
        { new byte[] { 1, 200 }, PixelType.UInt8 },
        { new ushort[] { 1, 200 }, PixelType.UInt16 },
        { new uint[] { 1, 200 }, PixelType.UInt32 },
        { new sbyte[] { 1, 100 }, PixelType.Int8 },
        { new short[] { 1, 200 }, PixelType.Int16 },
        { new int[] { 1, 200 }, PixelType.Int32 },
        { new float[] { 1, 200 }, PixelType.Float32 },
        { new double[] { 1, 200 }, PixelType.Float64 },
    };

    [Theory]
    [MemberData(nameof(EveryType), DisableDiscoveryEnumeration = true)]
    public void Every_type_becomes_pixels_labels_and_statistics(Array samples, PixelType type)
    {
        var image = new StoredImage(samples, type, Pair, pixelSize: new PixelSize(0.5, 0.25));
        double second = System.Convert.ToDouble(samples.GetValue(1), System.Globalization.CultureInfo.InvariantCulture);
        MicroscopyImage pixels = image.ToImage();
        Assert.Equal([1, (float)second], pixels.Pixels.ToArray());
        Assert.Equal(new PixelSize(0.5, 0.25), pixels.PixelSize);
        Assert.Equal([1, (int)second], image.ToLabels().Labels.ToArray());
        Assert.Equal(new ChannelStatistics(1, second, (1 + second) / 2), Assert.Single(image.GetStatistics()));
    }

    [Fact]
    public void Statistics_go_over_the_frames_of_each_channel()
    {
        // frames of channels of pixels
        var image = new StoredImage(new short[] { -5, 1, 100, 200, 3, 9, 50, 150 }, PixelType.Int16, Pair, channels: 2, frames: 2);
        Assert.Equal([new(-5, 9, 2), new(50, 200, 125)], image.GetStatistics());
    }

    [Fact]
    public void A_frame_is_chosen()
    {
        var image = new StoredImage(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, PixelType.UInt8, Pair, channels: 2, frames: 2);
        Assert.Equal([5, 6, 7, 8], image.ToImage(frame: 1).Pixels.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => image.ToImage(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.ToImage(-1));
        var labels = new StoredImage(new byte[] { 1, 2, 3, 4 }, PixelType.UInt8, Pair, frames: 2);
        Assert.Equal([3, 4], labels.ToLabels(1).Labels.ToArray());
    }

    public static TheoryData<Array, PixelType, string> NoLabels() => new()
    {
        { new float[] { 0, 1.5f }, PixelType.Float32, "1.5" },
        { new double[] { 0, 3e9 }, PixelType.Float64, "3000000000" },
        { new double[] { 0, double.NaN }, PixelType.Float64, "NaN" },
        { new float[] { 0, float.PositiveInfinity }, PixelType.Float32, "∞" },
        { new float[] { 0, 2147483648f }, PixelType.Float32, "2.1474836E+09" },
        { new uint[] { 0, 2147483648 }, PixelType.UInt32, "2147483648" },
        { new int[] { 0, -1 }, PixelType.Int32, "-1" },
        { new sbyte[] { 0, -128 }, PixelType.Int8, "-128" },
    };

    [Theory]
    [MemberData(nameof(NoLabels), DisableDiscoveryEnumeration = true)]
    public void A_value_that_is_no_label_is_named_with_its_place(Array samples, PixelType type, string value)
    {
        var e = Assert.Throws<InvalidImageException>(() => new StoredImage(samples, type, Pair).ToLabels());
        Assert.Contains($"z 0, y 0, x 1 is {(value == "∞" ? float.PositiveInfinity : value)};", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_labels_survive()
    {
        Assert.Equal(int.MaxValue, new StoredImage(new uint[] { 0, int.MaxValue }, PixelType.UInt32, Pair).ToLabels().MaxLabel);
        Assert.Equal(int.MaxValue, new StoredImage(new double[] { 0, int.MaxValue }, PixelType.Float64, Pair).ToLabels().MaxLabel);
        Assert.Equal(2147483520, new StoredImage(new float[] { 0, 2147483520f }, PixelType.Float32, Pair).ToLabels().MaxLabel);
    }

    [Fact]
    public void Colours_are_no_labels() =>
        Assert.Throws<InvalidImageException>(() => new StoredImage(new byte[6], PixelType.UInt8, Pair, channels: 3).ToLabels());

    [Fact]
    public void NaN_pixels_are_refused_with_their_place()
    {
        var image = new StoredImage(new double[] { 0, double.NaN }, PixelType.Float64, Pair);
        Assert.Contains("x 1 is NaN", Assert.Throws<InvalidImageException>(() => image.ToImage()).Message, StringComparison.Ordinal);
        Assert.True(double.IsNaN(image.GetStatistics()[0].Max));
    }

    [Fact]
    public void Samples_of_another_type_or_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new StoredImage(new sbyte[2], PixelType.UInt8, Pair));
        Assert.Throws<ArgumentException>(() => new StoredImage(new byte[2, 1], PixelType.UInt8, Pair));
        Assert.Throws<ArgumentException>(() => new StoredImage(new byte[3], PixelType.UInt8, Pair));
        Assert.Throws<ArgumentException>(() => new StoredImage(Array.Empty<byte>(), PixelType.UInt8, new ImageShape(0, 5)));
        Assert.Throws<InvalidCastException>(() => new StoredImage(new byte[2], PixelType.UInt8, Pair).GetSamples<sbyte>().Length);
    }

    [Theory]
    [InlineData(255f, PixelType.UInt8)]
    [InlineData(256f, PixelType.UInt16)]
    [InlineData(65536f, PixelType.Float32)]
    [InlineData(0.5f, PixelType.Float32)]
    [InlineData(-1f, PixelType.Float32)]
    public void An_image_is_stored_in_the_smallest_type_that_keeps_it(float value, PixelType type)
    {
        StoredImage stored = StoredImage.FromImage(MicroscopyImage.FromPixels([value, 7f], Pair));
        Assert.Equal(type, stored.Type);
        Assert.Equal([value, 7f], stored.ToImage().Pixels.ToArray());
    }

    [Theory]
    [InlineData(1, PixelType.UInt16)]
    [InlineData(65535, PixelType.UInt16)]
    [InlineData(65536, PixelType.UInt32)]
    [InlineData(int.MaxValue, PixelType.UInt32)]
    public void Labels_are_stored_in_16_bits_or_in_32(int label, PixelType type)
    {
        StoredImage stored = StoredImage.FromLabels(LabelImage.FromLabels([0, label], Pair));
        Assert.Equal(type, stored.Type);
        Assert.Equal([0, label], stored.ToLabels().Labels.ToArray());
    }
}
