using Xunit;

namespace Cellulus.Tests;

public sealed class PartJoinerTests
{
    private static readonly ImageShape s_shape = new(60, 80);

    /// <summary>An upright or lying ellipse whose pixels point to its centre, but no farther than the network sees.</summary>
    private readonly record struct Cell(double X, double Y, double HalfWidth, double HalfHeight)
    {
        public bool Holds(int x, int y) => Math.Pow((x - X) / HalfWidth, 2) + Math.Pow((y - Y) / HalfHeight, 2) <= 1;
    }

    [Fact]
    public void Two_halves_of_a_cell_longer_than_the_network_sees_become_one()
    {
        Cell[] cells = [new(40, 30, 24, 9)];
        LabelImage joined = PartJoiner.Join(Labels(cells, (x, _) => x < 40 ? 1 : 2), Field(cells, sight: 8), default);
        Assert.Equal(1, joined.MaxLabel);
        Assert.Equal(Labels(cells, (_, _) => 1).Labels, joined.Labels);
    }

    [Fact]
    public void So_do_three_thirds_though_two_of_them_are_no_whole_cell()
    {
        Cell[] cells = [new(40, 30, 30, 9)];
        Assert.Equal(1, PartJoiner.Join(Labels(cells, (x, _) => x < 30 ? 1 : x < 50 ? 3 : 2), Field(cells, sight: 6), default).MaxLabel);
    }

    [Fact]
    public void Two_cells_that_touch_stay_two_though_together_they_look_like_one()
    {
        // The halves of an ellipse again, but each points to a centre of its own.
        Cell whole = new(40, 30, 24, 9);
        LabelImage labels = Labels([whole], (x, _) => x < 40 ? 1 : 2);
        EmbeddingField field = Field((x, y) => whole.Holds(x, y) ? (x < 40 ? 30 : 50, 30) : null, sight: 8);
        Assert.Same(labels, PartJoiner.Join(labels, field, default));
    }

    [Fact]
    public void Pieces_that_make_no_whole_cell_together_stay_apart()
    {
        Cell[] cells = [new(40, 12, 30, 7), new(66, 36, 7, 18)];
        // One centre in the corner, so that embeddings go on from one to the other.
        EmbeddingField field = Field((x, y) => cells.Any(c => c.Holds(x, y)) ? (60, 16) : null, sight: 4);
        LabelImage labels = Labels(cells, (x, y) => cells[0].Holds(x, y) ? 1 : 2);
        Assert.Same(labels, PartJoiner.Join(labels, field, default));
    }

    [Fact]
    public void What_does_not_touch_stays_apart()
    {
        Cell[] cells = [new(40, 30, 24, 9)];
        LabelImage labels = Labels(cells, (x, _) => x < 39 ? 1 : x > 41 ? 2 : 0);
        Assert.Same(labels, PartJoiner.Join(labels, Field(cells, sight: 8), default));
    }

    [Fact]
    public void Halves_of_a_volume_join_along_depth()
    {
        var shape = new ImageShape(40, 24, 24);
        float[] offsets = new float[3 * shape.PixelCount];
        int[] labels = new int[shape.PixelCount];
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                {
                    double dx = (x - 12) / 7.0, dy = (y - 12) / 7.0, dz = (z - 20) / 17.0;
                    if (dx * dx + dy * dy + dz * dz > 1)
                        continue;
                    labels[i] = z < 20 ? 1 : 2;
                    (offsets[i], offsets[i + shape.PixelCount]) = (12 - x, 12 - y);
                    offsets[i + 2 * shape.PixelCount] = Math.Clamp(20 - z, -5, 5);
                }
        var field = new EmbeddingField(offsets, new float[shape.PixelCount], shape, 14);
        Assert.Equal(1, PartJoiner.Join(LabelImage.FromLabels(labels, shape), field, default).MaxLabel);
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        Cell[] cells = [new(40, 30, 24, 9)];
        Assert.ThrowsAny<OperationCanceledException>(
            () => PartJoiner.Join(Labels(cells, (x, _) => x < 40 ? 1 : 2), Field(cells, sight: 8), new CancellationToken(canceled: true)));
    }

    private static LabelImage Labels(Cell[] cells, Func<int, int, int> label)
    {
        int[] labels = new int[s_shape.PixelCount];
        for (int y = 0; y < s_shape.Height; y++)
            for (int x = 0; x < s_shape.Width; x++)
                if (cells.Any(c => c.Holds(x, y)))
                    labels[s_shape.IndexOf(0, y, x)] = label(x, y);
        return LabelImage.FromLabels(labels, s_shape);
    }

    private static EmbeddingField Field(Cell[] cells, double sight) =>
        Field((x, y) => cells.Where(c => c.Holds(x, y)).Select(c => ((double, double)?)(c.X, c.Y)).FirstOrDefault(), sight);

    private static EmbeddingField Field(Func<int, int, (double X, double Y)?> centre, double sight)
    {
        int count = (int)s_shape.PixelCount;
        float[] offsets = new float[2 * count];
        for (int y = 0, i = 0; y < s_shape.Height; y++)
            for (int x = 0; x < s_shape.Width; x++, i++)
                if (centre(x, y) is { } c)
                    (offsets[i], offsets[i + count]) = ((float)Math.Clamp(c.X - x, -sight, sight), (float)Math.Clamp(c.Y - y, -sight, sight));
        return new EmbeddingField(offsets, new float[count], s_shape, 18);
    }
}
