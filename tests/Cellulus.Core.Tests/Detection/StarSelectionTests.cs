using Xunit;

namespace Cellulus.Tests;

/// <summary>Which of the candidates that stay are objects.</summary>
public sealed class StarSelectionTests
{
    private static readonly ImageShape s_shape = new(40, 120);
    private const int Row = 20;

    [Fact]
    public void What_the_foreground_hardly_confirms_is_no_object() =>
        Assert.Equal([0, 2], Select(insideOf: [0.97, 0.6, 0.9]));

    [Fact]
    public void A_network_that_is_sure_of_nothing_still_finds_its_objects()
    {
        Assert.Equal([0, 1, 2], Select(insideOf: [0.62, 0.65, 0.6]));
        Assert.Equal([1, 2], Select(insideOf: [0.51, 0.7, 0.66]));
    }

    [Fact]
    public void Nothing_of_an_object_that_has_no_foreground_counts() =>
        Assert.Equal([1, 2], Select(insideOf: [0.3, 0.95, 0.95]));

    [Fact]
    public void Pixels_beyond_the_foreground_say_nothing_since_they_are_not_drawn() =>
        Assert.Equal([0, 1, 2], Select(insideOf: [0.95, 0.95, 0.95], radius: 9));

    [Fact]
    public void What_few_of_its_pixels_point_to_is_no_object()
    {
        // The columns of the second disc point to three places in turn: to one a radius apart from the next, or to neighbours.
        Assert.Equal([0, 2], Select([0.95, 0.95, 0.95], centreOf: p => PointingApart(p, 12)));
        Assert.Equal([0, 2, 1], Select([0.95, 0.95, 0.95], centreOf: p => PointingApart(p, 3)));

        static PixelPosition PointingApart((int Z, int Y, int X) pixel, int distance) =>
            Nearest(pixel) == 1 ? new PixelPosition(ColumnOf(1), Row + distance * (pixel.X % 3 - 1)) : Centre(Nearest(pixel));
    }

    [Fact]
    public void Without_a_field_only_overlap_counts() =>
        Assert.Equal([0, 1, 2], StarSelection.Select(Candidates(), 0.2, StageExecution.Default));

    [Fact]
    public void No_candidates_give_no_object()
    {
        var none = new StarCandidates([], [], [], s_shape, RayDirections.Of(2, 32)) { Field = SupervisionScenes.Field(s_shape, new float[s_shape.PixelCount], _ => default) };
        Assert.Empty(StarSelection.Select(none, 0.2, StageExecution.Default));
    }

    private static int[] Select(double[] insideOf, double radius = 12, Func<(int Z, int Y, int X), PixelPosition>? centreOf = null)
    {
        float[] logits = [.. Enumerable.Repeat(-3f, (int)s_shape.PixelCount)];
        for (int i = 0; i < insideOf.Length; i++)
            for (int y = 0; y < s_shape.Height; y++)
                for (int x = 0; x < s_shape.Width; x++)
                    if (Math.Sqrt(Math.Pow(y - Row, 2) + Math.Pow(x - ColumnOf(i), 2)) <= radius)
                        logits[s_shape.IndexOf(0, y, x)] = (float)Math.Log(insideOf[i] / (1 - insideOf[i]));
        return StarSelection.Select(Candidates(SupervisionScenes.Field(s_shape, logits, centreOf ?? (p => Centre(Nearest(p))))), 0.2, StageExecution.Default);
    }

    /// <summary>Three discs of 10 px beside one another, the most probable first.</summary>
    private static StarCandidates Candidates(StarField? field = null) => new(
        [.. Enumerable.Range(0, 3).Select(i => s_shape.IndexOf(0, Row, ColumnOf(i)))], [0.9f, 0.8f, 0.7f], [.. Enumerable.Repeat(10f, 3 * 32)], s_shape,
        RayDirections.Of(2, 32))
    { Field = field };

    private static int ColumnOf(int i) => 20 + 40 * i;

    private static int Nearest((int Z, int Y, int X) pixel) => pixel.X / 40;

    private static PixelPosition Centre(int i) => new(ColumnOf(i), Row);
}
