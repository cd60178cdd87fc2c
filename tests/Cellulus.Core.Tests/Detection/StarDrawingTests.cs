using Xunit;

namespace Cellulus.Tests;

public sealed class StarDrawingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void On_the_same_grid_an_object_has_the_pixels_that_its_overlap_is_counted_in(int depth)
    {
        StarCandidates candidates = SupervisionScenes.Candidates(new ImageShape(depth, 50, 60), 20, 6, seed: 2);
        for (int i = 0; i < candidates.Count; i++)
        {
            LabelImage drawn = StarDrawing.Draw(candidates, [i], candidates.Shape, StageExecution.Default);
            var pixels = candidates.PixelsOf(i);
            Assert.Equal(pixels.Count, drawn.Labels.ToArray().Count(l => l == 1));
            (int z, int y, int x) = candidates.CentreOf(i);
            Assert.Equal((1, true), (drawn[z, y, x], pixels.Contains(z, y, x)));
        }
    }

    [Fact]
    public void On_a_finer_grid_borders_are_as_fine()
    {
        RayDirections directions = RayDirections.Of(2, 64);
        float[] distances = [.. Enumerable.Repeat(8f, 64)];
        var shape = new ImageShape(30, 30);
        var disc = new StarCandidates([shape.IndexOf(0, 14, 15)], [1], distances, shape, directions);
        LabelImage fine = StarDrawing.Draw(disc, [0], new ImageShape(120, 90), StageExecution.Default);
        for (int y = 0; y < 120; y++)
            for (int x = 0; x < 90; x++)
            {
                double distance = Math.Sqrt(Math.Pow((y + 0.5) / 4 - 14.5, 2) + Math.Pow((x + 0.5) / 3 - 15.5, 2));
                // The polygon lies within its circle by 0.12 % of the radius.
                if (Math.Abs(distance - 8) > 0.02)
                    Assert.Equal(distance < 8 ? 1 : 0, fine[0, y, x]);
            }
    }

    [Fact]
    public void The_foreground_tells_the_border_where_it_is_sure_and_not_far_from_the_polygon()
    {
        // A polygon of 8 px; the foreground is a disc of 10 px, then of 6, then everything, and a speck that touches nothing.
        Assert.Equal(10, RadiusIn(10, PointsNowhere), 0.5);
        Assert.Equal(6, RadiusIn(6, PointsNowhere), 0.5);
        Assert.Equal(8 * 1.5, RadiusIn(100, PointsNowhere), 0.5);

        static PixelPosition PointsNowhere((int Z, int Y, int X) at) => new(at.X, at.Y, at.Z);
    }

    [Fact]
    public void Farther_from_the_polygon_only_pixels_that_point_to_its_centre_are_drawn()
    {
        Assert.Equal(8 * 2.5, RadiusIn(100, _ => new PixelPosition(30, 30)), 0.5);
        Assert.Equal(17, RadiusIn(17, _ => new PixelPosition(30, 30)), 0.5);
        // All but the centre's own pixel point to a place 9 px beside it.
        Assert.Equal(8 * 1.5, RadiusIn(100, at => new PixelPosition(at == (0, 30, 30) ? 30 : 39, 30)), 0.5);
    }

    /// <summary>Radius of the object that a polygon of 8 px becomes in a round foreground about its centre.</summary>
    private static double RadiusIn(double foreground, Func<(int Z, int Y, int X), PixelPosition> centreOf)
    {
        var shape = new ImageShape(60, 60);
        var logits = new float[shape.PixelCount];
        for (int i = 0; i < logits.Length; i++)
        {
            (int y, int x) = (i / 60 - 30, i % 60 - 30);
            logits[i] = (float)Math.Clamp(20 * (foreground - Math.Sqrt(y * y + x * x)), -10, 10);
        }
        logits[shape.IndexOf(0, 30, 41)] = 10;
        var candidates = new StarCandidates([shape.IndexOf(0, 30, 30)], [1], [.. Enumerable.Repeat(8f, 32)], shape, RayDirections.Of(2, 32))
        {
            Field = SupervisionScenes.Field(shape, logits, centreOf),
        };
        LabelImage drawn = StarDrawing.Draw(candidates, [0], new ImageShape(240, 240), StageExecution.Default);
        return Math.Sqrt(drawn.Labels.ToArray().Count(l => l == 1) / Math.PI) / 4;
    }

    [Fact]
    public void Where_objects_overlap_pixels_go_to_the_one_they_lie_deeper_in()
    {
        RayDirections directions = RayDirections.Of(2, 32);
        var shape = new ImageShape(30, 50);
        var pair = new StarCandidates([shape.IndexOf(0, 15, 18), shape.IndexOf(0, 15, 30)], [1, 0.9f], [.. Enumerable.Repeat(8f, 64)], shape, directions);
        LabelImage drawn = StarDrawing.Draw(pair, [0, 1], shape, StageExecution.Default);
        for (int y = 0; y < 30; y++)
            for (int x = 0; x < 50; x++)
                if (drawn[0, y, x] != 0)
                    Assert.Equal(x <= 24 ? 1 : 2, drawn[0, y, x]);
        foreach (int threads in new[] { 1, 3 })
            Assert.Equal(drawn.Labels, StarDrawing.Draw(pair, [0, 1], shape, new StageExecution { MaxDegreeOfParallelism = threads }).Labels);
    }

    [Fact]
    public void What_is_not_finite_is_refused_even_where_it_leaves_no_object()
    {
        var shape = new ImageShape(20, 20);
        var none = new StarCandidates([], [], [], shape, RayDirections.Of(2, 32))
        {
            Field = SupervisionScenes.Field(shape, [.. Enumerable.Repeat(float.NaN, (int)shape.PixelCount)], _ => new PixelPosition(10, 10)),
        };
        Assert.Throws<InvalidImageException>(() => StarDrawing.Draw(none, [], shape, StageExecution.Default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Where_objects_overlap_pixels_go_to_the_one_that_they_point_to(int depth)
    {
        // The border lies at x = 21, not in the middle, as the polygons have it.
        var shape = new ImageShape(depth, 30, 50);
        RayDirections directions = RayDirections.Of(shape.Rank, 32);
        int slice = depth / 2;
        var pair = new StarCandidates(
            [shape.IndexOf(slice, 15, 18), shape.IndexOf(slice, 15, 30)], [1, 0.9f], [.. Enumerable.Repeat(9f, 2 * directions.Count)], shape, directions)
        {
            Field = SupervisionScenes.Field(shape, [.. Enumerable.Repeat(5f, (int)shape.PixelCount)], p => new PixelPosition(p.X <= 21 ? 18 : 30, 15, slice)),
        };
        foreach (int scale in new[] { 1, 2 })
        {
            LabelImage drawn = StarDrawing.Draw(pair, [0, 1], new ImageShape(depth, 30 * scale, 50 * scale), StageExecution.Default);
            for (int x = 20 * scale; x < 28 * scale; x++)
                Assert.Equal(x / scale <= 21 ? 1 : 2, drawn[slice, 15 * scale, x]);
        }
    }
}
