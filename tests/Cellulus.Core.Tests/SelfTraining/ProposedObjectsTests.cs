using Xunit;

namespace Cellulus.Tests;

public sealed class ProposedObjectsTests
{
    private static readonly ImageShape s_shape = new(60, 80);

    [Theory, InlineData(false), InlineData(true)]
    public void A_merged_pair_gives_way_to_its_two_discs(bool mergedFirst)
    {
        LabelImage merged = Draw((y, x) => InDisc(y, x, 30, 21, 10) || InDisc(y, x, 30, 42, 10) ? 1 : 0);
        LabelImage apart = Draw((y, x) => InDisc(y, x, 30, 21, 10) ? 1 : InDisc(y, x, 30, 42, 10) ? 2 : 0);
        ProposedObjects chosen = Choose(mergedFirst ? [merged, apart] : [apart, merged]);
        Assert.Equal(2, chosen.Sizes.Count);
        AssertSameObjects(apart.Labels, chosen.Labels);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Halves_give_way_to_the_whole(bool halvesFirst)
    {
        LabelImage whole = Draw((y, x) => InDisc(y, x, 30, 40, 18) ? 1 : 0);
        LabelImage halves = Draw((y, x) => InDisc(y, x, 30, 40, 18) ? (x < 40 ? 1 : 2) : 0);
        ProposedObjects chosen = Choose(halvesFirst ? [halves, whole] : [whole, halves]);
        Assert.Equal([whole.Labels.ToArray().Sum()], chosen.Sizes);
        Assert.Equal(whole.Labels, chosen.Labels);
    }

    // Half of the size has to agree better by 0.01.
    [Theory]
    [InlineData(0.908, 1)]
    [InlineData(0.912, 2)]
    public void Halves_have_to_be_clearly_rounder_than_the_whole(double halvesAgree, int believed)
    {
        LabelImage whole = Draw((y, x) => InDisc(y, x, 30, 40, 18) ? 1 : 0), halves = Draw((y, x) => InDisc(y, x, 30, 40, 18) ? (x < 40 ? 1 : 2) : 0);
        Proposal[] proposals = [Proposal.Of(halves) with { Agreements = [halvesAgree, halvesAgree] }, Proposal.Of(whole) with { Agreements = [0.9] }];
        Assert.Equal(believed, ProposedObjects.Choose(proposals).Sizes.Count);
    }

    [Fact]
    public void What_looks_like_no_cell_is_left_open_and_the_rest_is_background()
    {
        LabelImage found = Draw((y, x) => InDisc(y, x, 20, 20, 9) ? 1 : InDisc(y, x, 40, 55, 12) && !InDisc(y, x, 40, 62, 11) ? 2 : 0);
        // A rag around the disc: what is not the disc is open.
        LabelImage ragged = Draw((y, x) => InDisc(y, x, 20, 20, 9) || y is > 17 and < 22 && x is > 5 and < 45 ? 1 : 0);
        ProposedObjects chosen = Choose(found, ragged);
        for (int i = 0; i < chosen.Labels.Length; i++)
            Assert.Equal(found.Labels[i] == 1 ? 1 : found.Labels[i] == 2 || ragged.Labels[i] == 1 ? PseudoLabels.Unknown : 0, chosen.Labels[i]);
    }

    [Fact]
    public void Where_nothing_is_found_nothing_is_believed()
    {
        ProposedObjects chosen = Choose(Draw((_, _) => 0), Draw((_, _) => 0));
        Assert.Empty(chosen.Sizes);
        Assert.All(chosen.Labels, l => Assert.Equal(0, l));
    }

    [Fact]
    public void Objects_far_smaller_or_larger_than_the_others_are_left_open()
    {
        LabelImage found = Draw((y, x) => InDisc(y, x, 30, 30, 25) ? 1 : InDisc(y, x, 10, 68, 9) ? 2 : InDisc(y, x, 40, 68, 4) ? 3 : 0);
        ProposedObjects chosen = Choose(found);
        Assert.Equal(3, chosen.Sizes.Count);
        PseudoLabels believed = chosen.ToPseudoLabels(medianSize: 260, s_shape);
        for (int i = 0; i < found.Labels.Length; i++)
            Assert.Equal(found.Labels[i] switch { 0 => 0, 2 => chosen.Labels[i], _ => PseudoLabels.Unknown }, believed.Labels[i]);
    }

    [Fact]
    public void Labels_keep_their_place_on_a_coarser_grid()
    {
        LabelImage found = Draw((y, x) => InDisc(y, x, 30, 40, 16) ? 1 : 0);
        PseudoLabels half = Choose(found).ToPseudoLabels(found.Labels.ToArray().Sum(), new ImageShape(30, 40));
        Assert.Equal(found.Labels.ToArray().Sum() / 4.0, half.Labels.ToArray().Sum(), 20.0);
        Assert.Equal((1, 1, 0, 0), (half.Labels[15 * 40 + 20], half.Labels[15 * 40 + 13], half.Labels[15 * 40 + 10], half.Labels[4 * 40 + 20]));
    }

    // One disc is surely there, the other as unsure as the background is.
    [Fact]
    public void Objects_of_low_confidence_look_like_no_cell()
    {
        LabelImage found = Draw((y, x) => InDisc(y, x, 20, 20, 9) ? 1 : InDisc(y, x, 35, 60, 9) ? 2 : 0);
        float[] uncertainty = [.. found.Labels.ToArray().Select(l => l == 1 ? 0.05f : 0.9f)];
        float[] offsets = [.. Enumerable.Range(0, 2).SelectMany(c => found.Labels.ToArray().Select((l, i) =>
            l == 0 ? 0f : c == 0 ? (l == 1 ? 20 : 60) - i % s_shape.Width : (l == 1 ? 20 : 35) - i / s_shape.Width))];
        var field = new EmbeddingField(offsets, uncertainty, s_shape, 18) { HasBorders = true };
        Proposal all = Proposal.Of(found, field, 18, CancellationToken.None), proposal = all.Without(leastConfidence: 0.6);
        Assert.Equal(2, all.Agreements.Count(EllipsoidFit.IsWhole));
        Assert.True(proposal.Agreements[0] > 0.9);
        Assert.Equal(0, proposal.Agreements[1]);
        ProposedObjects chosen = ProposedObjects.Choose([proposal]);
        Assert.Single(chosen.Sizes);
        Assert.Equal(PseudoLabels.Unknown, chosen.Labels[35 * s_shape.Width + 60]);
    }

    [Fact]
    public void Objects_that_another_segmentation_dropped_are_left_open()
    {
        LabelImage found = Draw((y, x) => InDisc(y, x, 20, 20, 9) ? 1 : InDisc(y, x, 35, 60, 9) ? 2 : 0), kept = Draw((y, x) => InDisc(y, x, 35, 60, 9) ? 2 : 0);
        ProposedObjects chosen = ProposedObjects.Choose([Proposal.Of(found).Within(kept)]);
        Assert.Single(chosen.Sizes);
        Assert.Equal((PseudoLabels.Unknown, 1), (chosen.Labels[20 * s_shape.Width + 20], chosen.Labels[35 * s_shape.Width + 60]));
    }

    private static ProposedObjects Choose(params LabelImage[] found) =>
        ProposedObjects.Choose([.. found.Select(Proposal.Of)]);

    private static bool InDisc(int y, int x, int y0, int x0, int radius) => (y - y0) * (y - y0) + (x - x0) * (x - x0) <= radius * radius;

    private static LabelImage Draw(Func<int, int, int> label) =>
        LabelImage.FromLabels([.. Enumerable.Range(0, (int)s_shape.PixelCount).Select(i => label(i / s_shape.Width, i % s_shape.Width))], s_shape);

    private static void AssertSameObjects(ReadOnlySpan<int> expected, ReadOnlySpan<int> actual)
    {
        var pairs = new HashSet<(int, int)>();
        for (int i = 0; i < expected.Length; i++)
            pairs.Add((expected[i], actual[i]));
        Assert.Equal(pairs.Select(p => p.Item1).Distinct().Count(), pairs.Count);
        Assert.Equal(pairs.Select(p => p.Item2).Distinct().Count(), pairs.Count);
        Assert.Contains((0, 0), pairs);
    }
}
