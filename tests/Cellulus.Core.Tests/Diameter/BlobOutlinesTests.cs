using Xunit;

namespace Cellulus.Tests;

public sealed class BlobOutlinesTests
{
    private static readonly ImageShape s_shape = new(120, 160);

    [Fact]
    public void Of_all_blobs_on_a_long_object_the_first_gets_its_outline()
    {
        float[] values = Draw((x, y) => Within(x, y, 80, 60, 30, 6));
        Blob[] blobs = Outlines(values, new Blob(80, 60, 0, 12, 1), new Blob(64, 60, 0, 12, 0.9f), new Blob(96, 60, 0, 12, 0.9f));
        Assert.Equal(2 * Math.Sqrt(30 * 6), blobs[0].Outline!.Value, 0.5);
        Assert.Equal([null, null], blobs[1..].Select(b => b.Outline));
        Assert.Equal([12, 12, 12], blobs.Select(b => (int)b.Diameter));
    }

    [Fact]
    public void What_does_not_look_like_a_whole_object_has_none()
    {
        float[] cross = Draw((x, y) => Within(x, y, 80, 60, 24, 5) || Within(x, y, 80, 60, 5, 24));
        Assert.Null(Outlines(cross, new Blob(80, 60, 0, 12, 1))[0].Outline);
    }

    [Fact]
    public void Nor_has_what_reaches_far_beyond_the_blob()
    {
        float[] values = Draw((x, y) => Within(x, y, 80, 60, 70, 20));
        Assert.Null(Outlines(values, new Blob(80, 60, 0, 12, 1))[0].Outline);
    }

    [Fact]
    public void What_the_border_of_the_image_cuts_is_measured_as_far_as_it_is_seen()
    {
        float[] values = Draw((x, y) => Within(x, y, 2, 60, 10, 9));
        Assert.InRange(Outlines(values, new Blob(3, 60, 0, 18, 1))[0].Outline!.Value, 12, 18);
    }

    [Fact]
    public void Bright_neighbours_do_not_hide_a_dim_object()
    {
        float[] values = Draw((x, y) => Within(x, y, 60, 60, 8, 8));
        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Max(values[i], Within(i % s_shape.Width, i / s_shape.Width, 84, 60, 8, 8) ? 0.3f : 0.1f);
        Blob[] blobs = Outlines(values, new Blob(60, 60, 0, 16, 0.9f), new Blob(84, 60, 0, 16, 0.2f));
        Assert.All(blobs, b => Assert.Equal(16, b.Outline!.Value, 0.5));
    }

    [Fact]
    public void Where_a_round_object_ends_does_not_hang_on_the_level_of_the_background()
    {
        double[] found = [.. new[] { 0, 0.1, 0.4 }.Select(background =>
        {
            float[] values = new float[s_shape.PixelCount];
            for (int i = 0; i < values.Length; i++)
            {
                double thickness = Math.Sqrt(Math.Max(0, 1 - (Math.Pow(i % s_shape.Width - 80, 2) + Math.Pow(i / s_shape.Width - 60, 2)) / (12 * 12)));
                values[i] = (float)Math.Sqrt(background + 0.5 * thickness);
            }
            return (double)Outlines(values, new Blob(80, 60, 0, 16, 1))[0].Outline!.Value;
        })];
        Assert.All(found, d => Assert.Equal(24, d, 2.5));
        Assert.Equal(found.Min(), found.Max(), 0.3);
    }

    [Fact]
    public void Volumes_have_outlines_of_balls()
    {
        var shape = new ImageShape(40, 40, 40);
        float[] values = new float[shape.PixelCount];
        for (int z = 0, i = 0; z < 40; z++)
            for (int y = 0; y < 40; y++)
                for (int x = 0; x < 40; x++, i++)
                    values[i] = Math.Pow((x - 20) / 5.0, 2) + Math.Pow((y - 20) / 5.0, 2) + Math.Pow((z - 20) / 12.0, 2) <= 1 ? 1 : 0;
        Assert.Equal(2 * Math.Cbrt(5 * 5 * 12), BlobOutlines.Add(values, shape, [new Blob(20, 20, 20, 10, 1)], StageExecution.Default)[0].Outline!.Value, 1.0);
    }

    [Fact]
    public void The_survey_asks_the_blobs_where_hardly_any_object_was_made_out()
    {
        Blob[] blobs = [.. Enumerable.Range(0, 40).Select(i => new Blob(100 * i, 0, 0, 16, 1))];
        BlobPopulation Population(int outlined) =>
            BlobPopulation.Select([.. blobs.Select((b, i) => b with { Outline = i < outlined ? 24 : null })], 2);
        Assert.Equal(16, DiameterSurvey.Of([Population(1)]).Diameter);
        Assert.Equal(24, DiameterSurvey.Of([Population(2)]).Diameter);
    }

    private static Blob[] Outlines(float[] values, params Blob[] blobs) => BlobOutlines.Add(values, s_shape, blobs, StageExecution.Default);

    private static bool Within(int x, int y, double cx, double cy, double halfWidth, double halfHeight) =>
        Math.Pow((x - cx) / halfWidth, 2) + Math.Pow((y - cy) / halfHeight, 2) <= 1;

    private static float[] Draw(Func<int, int, bool> isObject)
    {
        float[] values = new float[s_shape.PixelCount];
        for (int i = 0; i < values.Length; i++)
            values[i] = isObject(i % s_shape.Width, i / s_shape.Width) ? 1 : 0;
        return values;
    }
}
