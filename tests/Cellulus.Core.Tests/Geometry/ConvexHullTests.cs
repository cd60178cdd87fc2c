using Xunit;

namespace Cellulus.Tests;

public class ConvexHullTests
{
    [Fact]
    public void A_disc_is_its_own_hull_but_for_its_steps()
    {
        var shape = new ImageShape(41, 41);
        PixelSet disc = Set(shape, (z, y, x) => Square(y - 20) + Square(x - 20) <= 15 * 15);
        int before = disc.Count();
        ConvexHull.Fill(disc);
        Assert.InRange(disc.Count(), before, (int)(1.03 * before));
    }

    [Fact]
    public void Hulls_hold_what_lies_between_and_nothing_beyond()
    {
        var shape = new ImageShape(30, 100);
        PixelSet two = Set(shape, (z, y, x) => y is >= 10 and <= 14 && x is (>= 5 and <= 9) or (>= 80 and <= 84));
        ConvexHull.Fill(two);
        for (int y = 0; y < 30; y++)
            for (int x = 0; x < 100; x++)
                Assert.Equal(y is >= 10 and <= 14 && x is >= 5 and <= 84, two.Contains(y, x));
    }

    [Fact]
    public void A_hull_agrees_with_a_test_of_every_line()
    {
        var shape = new ImageShape(24, 24);
        var random = new Random(5);
        for (int round = 0; round < 20; round++)
        {
            (int Y, int X)[] points = [.. Enumerable.Range(0, 6).Select(_ => (random.Next(2, 22), random.Next(2, 22)))];
            PixelSet set = Set(shape, (_, y, x) => points.Contains((y, x)));
            ConvexHull.Fill(set);
            for (int y = 0; y < 24; y++)
                for (int x = 0; x < 24; x++)
                {
                    // 32 directions cut off all that lies a tenth of its length beyond the hull, and nothing within.
                    double beyond = Beyond(points, y, x);
                    if (beyond <= 0)
                        Assert.True(set.Contains(y, x));
                    if (beyond > 2.3)
                        Assert.False(set.Contains(y, x), $"{beyond} {y} {x} of {string.Join(" ", points)}");
                }
        }
    }

    [Fact]
    public void A_hollow_ball_is_filled()
    {
        var shape = new ImageShape(25, 25, 25);
        PixelSet shell = Set(shape, (z, y, x) => Square(z - 12) + Square(y - 12) + Square(x - 12) is <= 100 and >= 64);
        PixelSet ball = Set(shape, (z, y, x) => Square(z - 12) + Square(y - 12) + Square(x - 12) <= 100);
        ConvexHull.Fill(shell);
        Assert.InRange(shell.Count(), ball.Count(), (int)(1.06 * ball.Count()));
    }

    [Fact]
    public void Nothing_has_no_hull()
    {
        PixelSet none = Set(new ImageShape(5, 70), (_, _, _) => false);
        ConvexHull.Fill(none);
        Assert.Equal(0, none.Count());
    }

    // Largest distance to a line through two of the points that has all of them on its other side.
    private static double Beyond((int Y, int X)[] points, int y, int x)
    {
        double most = double.NegativeInfinity;
        foreach ((int ay, int ax) in points)
            foreach ((int by, int bx) in points)
            {
                double ny = ax - bx, nx = by - ay, length = Math.Sqrt(ny * ny + nx * nx);
                if (length == 0)
                    continue;
                double reach = points.Max(p => (p.Y * ny + p.X * nx) / length);
                most = Math.Max(most, (y * ny + x * nx) / length - reach);
            }
        return most;
    }

    private static int Square(int v) => v * v;

    private static PixelSet Set(ImageShape shape, Func<int, int, int, bool> isIn)
    {
        var set = new PixelSet();
        set.Clear(shape);
        for (int row = 0; row < set.Rows; row++)
            for (int x = 0; x < shape.Width; x++)
                if (isIn(row / shape.Height, row % shape.Height, x))
                    set.Add(row, x);
        return set;
    }
}
