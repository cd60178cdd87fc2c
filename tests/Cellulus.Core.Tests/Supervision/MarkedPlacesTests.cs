using Xunit;

namespace Cellulus.Tests;

public sealed class MarkedPlacesTests
{
    [Fact]
    public void The_centre_of_each_mark_is_a_place_unless_it_touches_a_drawn_object()
    {
        var shape = new ImageShape(20, 40);
        int[] marked = new int[shape.PixelCount], drawn = new int[shape.PixelCount];
        Fill(marked, 2, 3, 5, 5, 1); // alone
        Fill(marked, 2, 20, 3, 3, 1); // beside an object, by a corner
        Fill(drawn, 5, 23, 4, 4, 7);
        Fill(marked, 12, 5, 3, 9, 2); // over a pixel that is drawn
        Fill(drawn, 13, 9, 1, 1, 8);
        Fill(marked, 15, 30, 2, 2, 3); // beside what is unknown
        Fill(drawn, 15, 32, 3, 3, PseudoLabels.Unknown);

        Assert.Equal([new PixelPosition(5, 4, 0), new PixelPosition(30.5, 15.5, 0)], MarkedPlaces.Of(new PseudoLabels(marked, shape), new PseudoLabels(drawn, shape)));
        Assert.Empty(MarkedPlaces.Of(new PseudoLabels(new int[marked.Length], shape), new PseudoLabels(drawn, shape)));
        Assert.Empty(MarkedPlaces.Of(null, new PseudoLabels(drawn, shape)));

        void Fill(int[] labels, int y, int x, int height, int width, int label)
        {
            for (int row = y; row < y + height; row++)
                labels.AsSpan((int)shape.IndexOf(0, row, x), width).Fill(label);
        }
    }

    [Fact]
    public void Background_that_is_marked_where_nothing_is_drawn_is_learned_and_looked_at()
    {
        MicroscopyImage image = SupervisionScenes.Cells(1).Image;
        LabelImage found = SupervisionScenes.Cells(1).Truth;
        LabelImage wrong = LabelImage.FromLabels([.. found.Labels.ToArray().Select(l => l == 3 ? 1 : 0)], found.Shape);
        var options = new SupervisedTrainingOptions { ObjectDiameter = StarBeginning.SmallDiameter };
        SupervisedSet set = SupervisedSet.Prepare([new SupervisedImage(image) { Predictions = found, Background = wrong }], options, StageExecution.Default);

        LabelledImage sparse = Assert.Single(set.Sparse);
        Assert.Empty(sparse.Objects);
        Assert.Single(sparse.Places);
        Assert.Equal(wrong.Labels.ToArray().Count(l => l != 0), sparse.Labels.Labels.ToArray().Count(l => l == 0));
        Assert.All(set.Pseudo[0].Labels.Labels.ToArray().Zip(wrong.Labels.ToArray()).Where(p => p.Second != 0), p => Assert.Equal(0, p.First));
    }
}
