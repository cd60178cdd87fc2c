using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public sealed class StreamedMeanShiftTests
{
    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(4, 3)]
    public void Seeds_that_wander_from_window_to_window_end_where_they_would_in_the_whole(double reach, int threads)
    {
        CellScene scene = StreamedScenes.Plane;
        var execution = new StageExecution { MaxDegreeOfParallelism = threads };
        EmbeddingField field = new TruthEmbeddingModel(scene.Truth, offsetNoise: 5).Embed(scene.Image, new EmbeddingOptions(), execution);
        double bandwidth = 0.6 * field.ObjectDiameter;
        var mask = new ForegroundMask([.. field.Uncertainty.ToArray().Select(u => u < 1.5)], field.Shape);
        LabelImage expected = new MeanShiftClusterer(new MeanShiftOptions { Bandwidth = bandwidth }).Cluster(field, mask, execution);

        using var folder = new TemporaryFolder();
        using ScratchFolder scratch = ScratchFolder.Open(folder.PathOf("scratch"), "");
        var tiles = new TileStore<float>(scratch, "embedding", new BoxGrid(field.Shape, new ImageShape(30, 44)), 3);
        float[][] parts = [field.GetOffsets(0).ToArray(), field.GetOffsets(1).ToArray(), field.Uncertainty.ToArray()];
        for (int tile = 0; tile < tiles.Grid.Count; tile++)
            tiles.Write(tile, [.. parts.SelectMany(p => GridBox.Of(field.Shape).Crop<float>(p, tiles.Grid[tile]))]);
        StreamedField streamed = new StreamedField(tiles, field.ObjectDiameter, field.Traits).With(1.5);
        ILabelReader clusters = new StreamedMeanShift(streamed, bandwidth, scratch, reach).Run(execution);
        int[] labels = clusters.Read(GridBox.Of(field.Shape), execution);
        LabelNumbering.CloseGaps(labels);

        Assert.True(expected.MaxLabel > 10);
        Assert.Equal(expected.Labels, labels);
    }
}
