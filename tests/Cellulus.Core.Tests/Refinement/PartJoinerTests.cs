using Cellulus.Testing;
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
        LabelImage joined = Join(Labels(cells, (x, _) => x < 40 ? 1 : 2), Field(cells, sight: 8));
        Assert.Equal(1, joined.MaxLabel);
        Assert.Equal(Labels(cells, (_, _) => 1).Labels, joined.Labels);
    }

    [Fact]
    public void So_do_three_thirds_though_two_of_them_are_no_whole_cell()
    {
        Cell[] cells = [new(40, 30, 30, 9)];
        Assert.Equal(1, Join(Labels(cells, (x, _) => x < 30 ? 1 : x < 50 ? 3 : 2), Field(cells, sight: 6)).MaxLabel);
    }

    [Fact]
    public void Two_cells_that_touch_stay_two_though_together_they_look_like_one()
    {
        // The halves of an ellipse again, but each points to a centre of its own.
        Cell whole = new(40, 30, 24, 9);
        LabelImage labels = Labels([whole], (x, _) => x < 40 ? 1 : 2);
        EmbeddingField field = Field((x, y) => whole.Holds(x, y) ? (x < 40 ? 30 : 50, 30) : null, sight: 8);
        Assert.Same(labels, Join(labels, field));
    }

    [Fact]
    public void Pieces_that_make_no_whole_cell_together_stay_apart()
    {
        Cell[] cells = [new(40, 12, 30, 7), new(66, 36, 7, 18)];
        // One centre in the corner, so that embeddings go on from one to the other.
        EmbeddingField field = Field((x, y) => cells.Any(c => c.Holds(x, y)) ? (60, 16) : null, sight: 4);
        LabelImage labels = Labels(cells, (x, y) => cells[0].Holds(x, y) ? 1 : 2);
        Assert.Same(labels, Join(labels, field));
    }

    [Theory]
    [InlineData(0, 1)] // one centre for both halves
    [InlineData(5, 2)] // pixels between the halves point away from there, some of them
    public void A_bent_cell_is_one_where_embeddings_go_on_as_if_nothing_lay_between(int apart, int expected)
    {
        bool Holds(int x, int y) => Math.Abs(double.Hypot(x - 40, y - 44) - 26) <= 5 && y < 27;
        LabelImage labels = LabelImage.FromLabels(
            [.. Enumerable.Range(0, (int)s_shape.PixelCount).Select(i => !Holds(i % 80, i / 80) ? 0 : i % 80 < 40 ? 1 : 2)], s_shape);
        var whole = LabelImage.FromLabels(Array.ConvertAll(labels.Labels.ToArray(), l => Math.Min(l, 1)), s_shape);
        Assert.InRange(EllipsoidFit.Agreements(whole)[0], 0.55, 0.8);
        EmbeddingField field = Field((x, y) => Holds(x, y) ? (x < 40 ? 40 - apart : 40 + apart, 24) : null, sight: 3);
        Assert.Equal(expected, Join(labels, field).MaxLabel);
    }

    [Fact]
    public void What_does_not_touch_stays_apart()
    {
        Cell[] cells = [new(40, 30, 24, 9)];
        LabelImage labels = Labels(cells, (x, _) => x < 39 ? 1 : x > 41 ? 2 : 0);
        Assert.Same(labels, Join(labels, Field(cells, sight: 8)));
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
        Assert.Equal(1, Join(LabelImage.FromLabels(labels, shape), field).MaxLabel);
    }

    [Fact]
    public void Among_others_that_touch_them_halves_stay_apart()
    {
        // The same halves, with a neighbour on one side.
        Cell[] cells = [new(40, 30, 24, 9), new(40, 44, 20, 6)];
        LabelImage labels = Labels(cells, (x, y) => !cells[0].Holds(x, y) ? 3 : x < 40 ? 1 : 2);
        Assert.Same(labels, Join(labels, Field(cells, sight: 8)));
    }

    [Fact]
    public void Labels_are_numbers_without_meaning_and_the_lowest_stays()
    {
        Cell[] cells = [new(40, 12, 24, 9), new(40, 44, 24, 9)];
        LabelImage joined = Join(Labels(cells, (x, y) => y < 30 ? (x < 40 ? 2_000_000_000 : 7) : x < 40 ? 1_000_000_000 : 1_500_000_000), Field(cells, sight: 8));
        Assert.Equal([0, 7, 1_000_000_000], joined.Labels.ToArray().Distinct().Order());
    }

    [Fact]
    public void Labels_without_embeddings_stay_as_they_are()
    {
        LabelImage labels = Labels([new(40, 30, 24, 9)], (x, _) => x < 40 ? 1 : 2);
        var input = new RefinementInput(MicroscopyImage.FromPixels(new float[s_shape.PixelCount], s_shape), labels, 18);
        Assert.Same(labels, new PartJoiner().Refine(input, StageExecution.Default));
    }

    [Fact]
    public async Task Halves_of_long_cells_become_one_in_a_pipeline_and_in_a_streamed_image_too()
    {
        var random = new Random(2);
        var shape = new ImageShape(210, 280);
        int[] labels = new int[shape.PixelCount];
        for (int cell = 0; cell < 12; cell++)
        {
            (double sin, double cos) = Math.SinCos(Math.PI * random.NextDouble());
            for (int dy = -32; dy <= 32; dy++)
                for (int dx = -32; dx <= 32; dx++)
                    if (Math.Pow((dx * cos + dy * sin) / 32, 2) + Math.Pow((dy * cos - dx * sin) / 6, 2) <= 1)
                        labels[shape.IndexOf(0, 35 + 70 * (cell / 4) + dy, 35 + 70 * (cell % 4) + dx)] = 2 * cell + (dx * cos + dy * sin < 0 ? 1 : 2);
        }
        CellScene scene = StreamedScenes.Draw(LabelImage.FromLabels([.. labels.Select(label => (label + 1) / 2)], shape));
        // Each half points towards its own middle, but not far: embeddings go on from one to the other.
        var model = new TruthEmbeddingModel(LabelImage.FromLabels(labels, shape), offsetNoise: 0.5) { Sight = 1.5 };
        var options = new SegmentationOptions { ObjectDiameter = model.Description.ObjectDiameter };
        Segmentation inPieces = await new CellSegmenter(model, refiners: [new ContrastRefiner(), new SizeFilter()]).SegmentAsync(scene.Image, options);
        LargeSegmentation whole = await StreamedScenes.CompareAsync(
            new CellSegmenter(model, refiners: [new ContrastRefiner(), new PartJoiner(), new SizeFilter()]), scene.Image, options, window: 60, fewestObjects: 12);
        Assert.True(inPieces.Objects.Count >= 24, $"{inPieces.Objects.Count} pieces are too few to tell.");
        Assert.InRange(whole.Objects.Count, 12, 15);
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        Cell[] cells = [new(40, 30, 24, 9)];
        Assert.ThrowsAny<OperationCanceledException>(() => Join(
            Labels(cells, (x, _) => x < 40 ? 1 : 2), Field(cells, sight: 8), StageExecution.Default with { CancellationToken = new CancellationToken(canceled: true) }));
    }

    private static LabelImage Join(LabelImage labels, EmbeddingField field, StageExecution? execution = null) => new PartJoiner().Refine(
        new RefinementInput(MicroscopyImage.FromPixels(new float[labels.Labels.Length], labels.Shape), labels, 18, field), execution ?? StageExecution.Default);

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
