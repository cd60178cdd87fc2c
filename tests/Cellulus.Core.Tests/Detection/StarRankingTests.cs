using Xunit;

namespace Cellulus.Tests;

/// <summary>Which candidate stays where several overlap.</summary>
public sealed class StarRankingTests
{
    private static readonly ImageShape s_shape = new(40, 60);
    private static readonly RayDirections s_directions = RayDirections.Of(2, 32);
    private const int Row = 20, Left = 21, Right = 37, Middle = 29;

    [Fact]
    public void A_polygon_over_two_objects_yields_to_both_however_probable_it_is()
    {
        StarCandidates candidates = Pair(hasField: true);
        Assert.Equal([1, 2, 0], Order(candidates));
        Assert.Equal([1, 2], StarSelection.Select(candidates, 0.2, StageExecution.Default));
    }

    [Fact]
    public void Without_a_field_the_most_probable_is_the_best() => Assert.Equal([0, 1, 2], Order(Pair(hasField: false)));

    [Fact]
    public void Order_does_not_depend_on_threads()
    {
        StarCandidates ragged = SupervisionScenes.Candidates(s_shape, 300, 6, seed: 4);
        var random = new Philox(5);
        var candidates = new StarCandidates(
            [.. Enumerable.Range(0, 300).Select(i => s_shape.IndexOf(0, ragged.CentreOf(i).Y, ragged.CentreOf(i).X))], [.. Enumerable.Range(0, 300).Select(ragged.ScoreOf)],
            [.. Enumerable.Range(0, 300).SelectMany(i => ragged.DistancesOf(i).ToArray())], s_shape, s_directions)
        {
            Field = SupervisionScenes.Field(s_shape, [.. Enumerable.Range(0, (int)s_shape.PixelCount).Select(_ => (float)random.NextDouble() - 0.3f)], p => new PixelPosition(p.X + random.NextInt(5), p.Y + random.NextInt(5))),
        };
        int[] order = Order(candidates);
        Assert.Equal(Enumerable.Range(0, 300), order.Order());
        Assert.NotEqual(candidates.Ranked(), order);
        Assert.Equal(order, StarRanking.Order(candidates, new StageExecution { MaxDegreeOfParallelism = 1 }));
    }

    [Fact]
    public void Support_is_what_lies_in_an_object_and_points_to_the_centre()
    {
        // All of the right disc; of the left one the upper half, since the lower is background.
        StarCandidates candidates = Pair(hasField: true, isObject: (y, x) => x > Middle || y < Row);
        Assert.Equal(1, SupportOf(2), 0.01);
        Assert.Equal(0.5, SupportOf(1), 0.05);
        // Each half of the middle polygon points 8 px away, more than its radius of 7; only the column between points to itself.
        Assert.Equal(0, SupportOf(0), 0.05);

        double SupportOf(int candidate) => new CentreAgreement(candidates.Field!, candidates, candidate).SupportBy(candidates.PixelsOf(candidate));
    }

    private static int[] Order(StarCandidates candidates) => StarRanking.Order(candidates, StageExecution.Default);

    /// <summary>Two discs of 8 px that touch, and before them, more probable, one between them.</summary>
    private static StarCandidates Pair(bool hasField, Func<int, int, bool>? isObject = null) => new(
        [s_shape.IndexOf(0, Row, Middle), s_shape.IndexOf(0, Row, Left), s_shape.IndexOf(0, Row, Right)], [0.9f, 0.5f, 0.4f],
        [.. Enumerable.Repeat(7f, 32), .. Enumerable.Repeat(8f, 64)], s_shape, s_directions)
    {
        Field = hasField
            ? SupervisionScenes.Field(
                s_shape, [.. Enumerable.Range(0, (int)s_shape.PixelCount).Select(i => isObject is null || isObject(i / s_shape.Width, i % s_shape.Width) ? 4f : -4f)],
                p => new PixelPosition(p.X < Middle ? Left : p.X > Middle ? Right : Middle, Row))
            : null,
    };
}
