using Xunit;

namespace Cellulus.Core.Tests;

public class EllipsoidFitTests
{
    private static readonly ImageShape s_plane = new(60, 70), s_volume = new(30, 44, 52);

    [Fact]
    public void Discs_ellipses_balls_and_ellipsoids_agree_with_themselves()
    {
        Assert.True(Agreement(s_plane, (_, y, x) => Square(y - 30, x - 30) <= 12 * 12) > 0.95);
        Assert.True(Agreement(s_plane, (_, y, x) => Square((y + x - 60) / 6.0, (y - x) / 18.0) <= 1.5) > 0.93);
        Assert.True(Agreement(s_volume, (z, y, x) => Square(z - 15, y - 20) + Square(x - 25) <= 10 * 10) > 0.93);
        // Flat in depth, as objects are where slices lie far apart, and turned in the plane.
        Assert.True(Agreement(s_volume, (z, y, x) => Square((z - 15) / 4.5, (y - 20 + x - 25) / 9.0, (y - 20 - x + 25) / 18.0) <= 1) > 0.9);
    }

    [Fact]
    public void Merged_pairs_crescents_and_rings_do_not()
    {
        foreach (ImageShape shape in new[] { s_plane, s_volume })
        {
            double z0 = shape.Depth / 2;
            double pair = Agreement(shape, (z, y, x) => Square(y - 20, x - 14, z - z0) <= 9 * 9 || Square(y - 20, x - 33, z - z0) <= 9 * 9);
            double crescent = Agreement(shape, (z, y, x) => Square(y - 20, x - 20, z - z0) <= 12 * 12 && Square(y - 20, x - 27, z - z0) > 11 * 11);
            double ring = Agreement(shape, (z, y, x) => Square(y - 20, x - 20, z - z0) is <= 12 * 12 and > 9 * 9);
            Assert.All(new[] { pair, crescent, ring }, a => Assert.InRange(a, 0.1, EllipsoidFit.LeastOfWholeCell));
        }
    }

    [Fact]
    public void Agreement_does_not_hang_on_place_or_number()
    {
        int[] labels = new int[s_plane.PixelCount];
        foreach ((int label, int y0, int x0) in new[] { (2, 20, 15), (5, 31, 48) })
            for (int i = 0; i < labels.Length; i++)
                if (Square((i / 70 - y0) / 7.0, (i % 70 - x0) / 11.0) <= 1)
                    labels[i] = label;
        double[] agreements = EllipsoidFit.Agreements(LabelImage.FromLabels(labels, s_plane));
        Assert.Equal([0, 1, 0, 0, 1], agreements.Select(a => a > 0.9 ? 1 : a).ToArray());
        Assert.Equal(agreements[1], agreements[4], 1e-9);
    }

    [Fact]
    public void Single_pixels_and_lines_have_an_agreement()
    {
        Assert.InRange(Agreement(s_plane, (_, y, x) => (y, x) == (0, 0)), 0.5, 1);
        Assert.InRange(Agreement(s_plane, (_, y, x) => y == 59), 0.5, 1);
        Assert.InRange(Agreement(s_volume, (z, y, x) => (z, y, x) == (29, 43, 51)), 0.3, 1);
        Assert.InRange(Agreement(s_volume, (z, _, _) => z == 7), 0.3, 1);
        Assert.Empty(EllipsoidFit.Agreements(LabelImage.FromLabels(new int[4], new ImageShape(2, 2))));
    }

    private static double Square(double a, double b = 0, double c = 0) => a * a + b * b + c * c;

    private static double Agreement(ImageShape shape, Func<int, int, int, bool> isIn)
    {
        int[] labels = [.. Enumerable.Range(0, (int)shape.PixelCount).Select(i =>
            isIn(i / shape.Width / shape.Height, i / shape.Width % shape.Height, i % shape.Width) ? 1 : 0)];
        return Assert.Single(EllipsoidFit.Agreements(LabelImage.FromLabels(labels, shape)));
    }
}
