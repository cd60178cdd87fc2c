using Xunit;

namespace Cellulus.Tests;

public class ChannelSelectionTests
{
    private static readonly ImageShape s_shape = new(5, 4, 6);

    private static readonly MicroscopyImage s_image = MicroscopyImage.FromPixels(
        [.. Enumerable.Range(0, 3 * (int)s_shape.PixelCount).Select(i => (float)i)], s_shape, 3, new PixelSize(0.5, 0.5, 2));

    [Theory, InlineData(1), InlineData(2, 0), InlineData(0, 1, 2), InlineData(1, 1)]
    public void An_image_of_some_channels_has_them_in_the_order_asked_for(params int[] channels)
    {
        MicroscopyImage selected = s_image.SelectChannels(channels);
        Assert.Equal((s_shape, channels.Length, s_image.PixelSize), (selected.Shape, selected.Channels, selected.PixelSize));
        for (int c = 0; c < channels.Length; c++)
            Assert.Equal(s_image.GetChannel(channels[c]), selected.GetChannel(c));
    }

    [Theory, InlineData(1), InlineData(2, 0)]
    public void A_source_reads_any_region_as_the_image_has_it(params int[] channels)
    {
        var source = new SelectedChannels(new MemoryImageSource(s_image), channels);
        MicroscopyImage expected = s_image.SelectChannels(channels);
        Assert.Equal((s_shape, channels.Length, s_image.PixelSize), (source.Shape, source.Channels, source.PixelSize));
        Read(new PixelBox(0, 0, 0, 6, 4, 5));
        Read(new PixelBox(1, 2, 3, 4, 2, 1));

        void Read(PixelBox region)
        {
            var values = new float[channels.Length * region.Width * region.Height * region.Depth];
            source.Read(region, values, default);
            int i = 0;
            for (int c = 0; c < channels.Length; c++)
                for (int z = 0; z < region.Depth; z++)
                    for (int y = 0; y < region.Height; y++)
                        for (int x = 0; x < region.Width; x++)
                            Assert.Equal(expected[c, region.Z + z, region.Y + y, region.X + x], values[i++]);
        }
    }

    [Fact]
    public void A_wide_region_is_read_in_bands()
    {
        var shape = new ImageShape(300, 700);
        MicroscopyImage wide = MicroscopyImage.FromPixels([.. Enumerable.Range(0, 2 * 300 * 700).Select(i => (float)(i % 9973))], shape, 2);
        var values = new float[300 * 700];
        new SelectedChannels(new MemoryImageSource(wide), 1).Read(new PixelBox(0, 0, 0, 700, 300, 1), values, default);
        Assert.Equal(wide.GetChannel(1), values);
    }

    [Fact]
    public void Another_choice_is_another_image()
    {
        var source = new MemoryImageSource(s_image);
        Assert.NotEqual(new SelectedChannels(source, 0).Fingerprint, new SelectedChannels(source, 1).Fingerprint);
        Assert.Equal(new SelectedChannels(source, 1).Fingerprint, new SelectedChannels(source, 1).Fingerprint);
    }

    [Theory, InlineData(3), InlineData(-1), InlineData]
    public void A_channel_that_is_not_there_is_refused(params int[] channels)
    {
        Assert.Throws<InvalidImageException>(() => s_image.SelectChannels(channels));
        Assert.Throws<InvalidImageException>(() => new SelectedChannels(new MemoryImageSource(s_image), channels));
    }
}
