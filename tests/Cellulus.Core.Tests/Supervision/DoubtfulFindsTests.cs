using Xunit;

namespace Cellulus.Tests;

public sealed class DoubtfulFindsTests
{
    private static readonly MicroscopyImage s_image = StreamedScenes.Plane.Image;
    private static readonly LabelImage s_truth = StreamedScenes.Plane.Truth;

    [Fact]
    public void What_a_start_is_not_sure_of_is_added_where_nothing_is_predicted()
    {
        LabelImage predicted = LeftHalf();
        LabelImage all = new DoubtfulFinds(Unsure(), null).AddTo(predicted, s_image, StageExecution.Default);
        Assert.True(all.MaxLabel > predicted.MaxLabel);
        for (int i = 0; i < s_truth.Labels.Length; i++)
            if (predicted.Labels[i] > 0)
                Assert.Equal(predicted.Labels[i], all.Labels[i]);
        int[] left = ObjectsWith(predicted, all, l => l > predicted.MaxLabel), missing = ObjectsWith(s_truth, all, l => l > predicted.MaxLabel);
        Assert.Empty(left);
        Assert.True(missing.Length >= 3);
    }

    [Fact]
    public void What_it_is_sure_of_is_not_there_if_it_is_not_predicted()
    {
        LabelImage predicted = LeftHalf();
        Assert.Equal(predicted.MaxLabel, new DoubtfulFinds(Sure(), null).AddTo(predicted, s_image, StageExecution.Default).MaxLabel);
    }

    [Fact]
    public void They_are_left_open_in_both_data_sets()
    {
        LabelImage predicted = LeftHalf();
        SupervisedSet sure = Prepare(Sure()), unsure = Prepare(Unsure());
        Assert.Equal(sure.Pseudo[0].Objects.Count, unsure.Pseudo[0].Objects.Count);
        Assert.True(unsure.Pseudo[0].Labels.Open > sure.Pseudo[0].Labels.Open + 100);
        Assert.Equal(sure.Pseudo[0].Labels.Believed, unsure.Pseudo[0].Labels.Believed);
        Assert.True(unsure.Sparse[0].Labels.Open > sure.Sparse[0].Labels.Open);
        Assert.Equal(predicted.MaxLabel, sure.Predicted[0].Objects);
        Assert.True(unsure.Predicted[0].Objects > predicted.MaxLabel);

        SupervisedSet Prepare(EmbeddingModel start) => SupervisedSet.Prepare(
            [new SupervisedImage(s_image) { Predictions = predicted, Annotations = predicted }], new SupervisedTrainingOptions { Start = start }, StageExecution.Default);
    }

    [Fact]
    public void A_start_for_other_images_is_refused_before_it_looks_at_any()
    {
        MicroscopyImage two = DrawnScene.Plane().Image(channels: 2);
        SupervisedImage image = new(two) { Predictions = DrawnScene.Plane().Truth };
        var e = Assert.Throws<ModelMismatchException>(
            () => SupervisedSet.Prepare([image], new SupervisedTrainingOptions { Start = TaughtModel.Model }, StageExecution.Default));
        Assert.StartsWith("The model to start from", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Finds the same as the other, and expected to be surer.</summary>
    private static EmbeddingModel Unsure() => Expecting(1);

    private static EmbeddingModel Sure() => Expecting(0.3);

    private static EmbeddingModel Expecting(double confidence) => TaughtModel.Model.With(new FieldTraits(true, confidence, 0.375));

    private static LabelImage LeftHalf()
    {
        int width = s_truth.Shape.Width;
        int[] right = [.. s_truth.Labels.ToArray().Where((l, i) => l > 0 && i % width >= width / 2).Distinct()];
        int[] labels = [.. s_truth.Labels.ToArray().Select(l => right.Contains(l) ? 0 : l)];
        LabelNumbering.CloseGaps(labels);
        return LabelImage.FromLabels(labels, s_truth.Shape);
    }

    private static int[] ObjectsWith(LabelImage objects, LabelImage labels, Func<int, bool> isWanted) =>
        [.. objects.Labels.ToArray().Where((o, i) => o > 0 && isWanted(labels.Labels[i])).Distinct()];
}
