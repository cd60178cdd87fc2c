using Xunit;

namespace Cellulus.Tests;

public sealed class ImageBeliefTests
{
    private static readonly ImageShape s_shape = new(60, 80);
    private static readonly MicroscopyImage[] s_working = [MicroscopyImage.FromPixels(new float[60 * 80], s_shape)];

    [Fact]
    public void A_size_that_all_bandwidths_agree_on_is_measured()
    {
        Belief belief = Together(Discs(10, 10, 10), Discs(10, 10), Discs(10.5, 10.5, 10.5));
        Assert.Equal(20, belief.ObjectDiameter!.Value, 0.5);
    }

    [Fact]
    public void The_default_bandwidth_has_the_word() =>
        Assert.Equal(20, Together(Discs(10, 10, 10), Discs(9.6, 9.6, 9.6), Discs(10.4, 10.4)).ObjectDiameter!.Value, 0.3);

    // A larger bandwidth that finds larger objects says nothing of the cells but that they are not told apart.
    [Fact]
    public void A_size_that_grows_with_the_bandwidth_is_not() => Assert.Null(Together(Discs(10, 10, 10), Discs(9, 9, 9), Discs(11, 11)).ObjectDiameter);

    [Fact]
    public void Where_nothing_is_found_there_is_no_size() => Assert.Null(Together(Discs(), Discs(), Discs()).ObjectDiameter);

    private static Belief Together(params LabelImage[] bandwidths) =>
        ImageBelief.Together([ImageBelief.Of([.. bandwidths.Select(Proposal.Of)])], s_working);

    private static LabelImage Discs(params double[] radii)
    {
        var labels = new int[s_shape.PixelCount];
        for (int y = 0, i = 0; y < s_shape.Height; y++)
            for (int x = 0; x < s_shape.Width; x++, i++)
                for (int disc = 0; disc < radii.Length; disc++)
                    if (Math.Pow(x - 13 - 26 * disc, 2) + Math.Pow(y - 30, 2) < radii[disc] * radii[disc])
                        labels[i] = disc + 1;
        return LabelImage.FromLabels(labels, s_shape);
    }
}
