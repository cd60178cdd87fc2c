using Xunit;

namespace Cellulus.Tests;

/// <summary>The two data sets: what is learned of a pixel that a person, a model, both or nobody has labelled.</summary>
public sealed class TrainingLabelsTests
{
    private const int Unknown = PseudoLabels.Unknown;
    private static readonly ImageShape s_row = new(1, 12);

    [Fact]
    public void Only_what_is_near_a_drawn_object_and_claimed_by_no_prediction_is_background()
    {
        LabelImage drawn = Row(0, 0, 0, 0, 7, 7, 0, 0, 0, 0, 0, 0), predicted = Row(0, 0, 3, 0, 3, 3, 0, 9, 9, 0, 0, 0);
        int[] labels = SparseLabels.Of(new AnnotatedObjects(drawn), null, predicted, reach: 3, StageExecution.Default);
        Assert.Equal([Unknown, 0, Unknown, 0, 1, 1, 0, Unknown, Unknown, Unknown, Unknown, Unknown], labels);
        labels = SparseLabels.Of(new AnnotatedObjects(drawn), Row(1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 5), predicted, reach: 0, StageExecution.Default);
        Assert.Equal([0, Unknown, 0, Unknown, 1, 1, Unknown, Unknown, Unknown, Unknown, Unknown, 0], labels);
    }

    [Fact]
    public void Objects_held_out_are_open_and_nothing_near_them_is_background()
    {
        LabelImage drawn = Row(2, 2, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0);
        int[] labels = SparseLabels.Of(new AnnotatedObjects(drawn, isHeldOut: o => o == 2), null, null, reach: 2, StageExecution.Default);
        Assert.Equal([1, 1, 0, 0, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown], labels);
        Assert.DoesNotContain(0, SparseLabels.Of(new AnnotatedObjects(drawn, isHeldOut: _ => true), null, null, reach: 2, StageExecution.Default));
    }

    [Fact]
    public void Drawn_objects_take_the_place_of_the_predictions_they_overlap()
    {
        var believed = new PseudoLabels([1, 1, 1, 1, 1, 0, 2, 2, 0, 3, 3, Unknown], s_row);
        var annotated = new AnnotatedObjects(Row(0, 0, 0, 4, 4, 4, 0, 0, 0, 0, 8, 8), isHeldOut: o => o == 2);
        int[] sparse = SparseLabels.Of(annotated, null, null, reach: 1, StageExecution.Default);
        // The first prediction gives way as a whole; the second loses the pixel that a person knows to be background; what is held out
        // changes nothing.
        Assert.Equal([Unknown, Unknown, 0, 4, 4, 4, 0, 2, 0, 3, 3, Unknown], PredictedLabels.Of(believed, annotated, sparse));
        Assert.Equal(believed.Labels, PredictedLabels.Of(believed, null, null));
    }

    [Fact]
    public void A_prediction_that_is_only_touched_loses_the_shared_pixels_alone()
    {
        var shape = new ImageShape(1, 40);
        int[] predicted = new int[40], drawn = new int[40];
        predicted.AsSpan(0, 20).Fill(1);
        drawn.AsSpan(19, 20).Fill(1);
        var annotated = new AnnotatedObjects(LabelImage.FromLabels(drawn, shape));
        int[] labels = PredictedLabels.Of(new PseudoLabels(predicted, shape), annotated, SparseLabels.Of(annotated, null, null, reach: 0, StageExecution.Default));
        Assert.All(labels[..19], l => Assert.Equal(1, l));
        Assert.All(labels[19..39], l => Assert.Equal(2, l));
    }

    private static LabelImage Row(params int[] labels) => LabelImage.FromLabels(labels, s_row);
}
