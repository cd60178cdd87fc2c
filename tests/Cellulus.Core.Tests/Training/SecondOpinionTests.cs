using Xunit;

namespace Cellulus.Tests;

public sealed class SecondOpinionTests
{
    private const double Estimate = 20;
    private static readonly ImageShape s_shape = new(100, 100);
    private static readonly MicroscopyImage[] s_images = [.. Enumerable.Range(1, 20).Select(i =>
        MicroscopyImage.FromPixels([.. Enumerable.Range(0, (int)s_shape.PixelCount).Select(p => (float)(p * i % 7))], s_shape))];
    private static readonly TrainingSetup s_setup = TrainingSetup.Create(
        s_images, new TrainingOptions { ObjectDiameter = Estimate, Iterations = 400, CheckpointPath = "checkpoint", Resume = true }, StageExecution.Default) with { OtherDiameters = [40, 10] };

    // A training from other weights counts as one at the negative diameter.
    private readonly List<(double Diameter, int? Iterations, int Images, string? Checkpoint, bool Resume)> _trainings = [];

    [Fact]
    public void A_convincing_estimate_is_all_that_is_trained()
    {
        FirstLook look = Search(new() { [20] = 0.6 });
        Assert.Equal(0.6, look.Belief.Explained, 1e-3);
        Assert.Equal([(20, 400, 20, "checkpoint", true)], _trainings);
    }

    [Fact]
    public void Other_weights_are_trained_in_full_before_scales_are_tried_briefly_and_the_better_one_is_trained_on_all_images()
    {
        FirstLook look = Search(new() { [20] = 0.48, [-20] = 0.46, [40] = 0.66, [10] = 0.5 });
        Assert.Equal(0.66, look.Belief.Explained, 1e-3);
        Assert.Equal(
            [(20, 400, 20, "checkpoint", true), (-20, 400, 20, null, false), (40, 200, 16, null, false), (10, 200, 16, null, false), (40, 400, 20, null, false)], _trainings);
    }

    [Fact]
    public void Other_weights_that_convince_end_the_search()
    {
        FirstLook look = Search(new() { [20] = 0.25, [-20] = 0.6 });
        Assert.Equal((0.6, 2), (Math.Round(look.Belief.Explained, 3), _trainings.Count));
    }

    [Fact]
    public void Scales_are_tried_with_the_better_weights()
    {
        FirstLook look = Search(new() { [20] = 0.25, [-20] = 0.4, [-40] = 0.5, [-10] = 0.42 });
        Assert.Equal(0.5, look.Belief.Explained, 1e-3);
        Assert.Equal([20, -20, -40, -10, -40], _trainings.Select(t => t.Diameter));
    }

    [Fact]
    public void Scales_that_the_images_do_not_speak_for_are_not_tried()
    {
        FirstLook look = Search(new() { [20] = 0.25, [-20] = 0.3, [40] = 0.8, [10] = 0.8 }, s_setup with { OtherDiameters = [] });
        Assert.Equal((0.3, 2), (Math.Round(look.Belief.Explained, 3), _trainings.Count));
    }

    [Fact]
    public void Where_the_diameter_is_known_only_other_weights_are_tried()
    {
        FirstLook look = Search(new() { [20] = 0.25, [-20] = 0.3, [40] = 0.8, [10] = 0.8 }, isDiameterGiven: true);
        Assert.Equal((0.3, 2), (Math.Round(look.Belief.Explained, 3), _trainings.Count));
    }

    [Fact]
    public void What_a_brief_training_promised_and_the_full_one_does_not_keep_is_let_go()
    {
        FirstLook look = Search(new() { [20] = 0.4, [40] = 0.5 }, inFull: new() { [40] = 0.35 });
        Assert.Equal((0.4, 5), (look.Belief.Explained, _trainings.Count));
    }

    [Fact]
    public void A_better_scale_for_which_memory_is_short_in_full_is_let_go()
    {
        FirstLook look = Search(new() { [20] = 0.4, [40] = 0.5 }, inFull: new() { [40] = double.NaN });
        Assert.Equal((0.4, 5), (look.Belief.Explained, _trainings.Count));
    }

    [Fact]
    public void A_scale_that_explains_hardly_more_is_no_better()
    {
        FirstLook look = Search(new() { [20] = 0.5, [40] = 0.54, [10] = 0.3 });
        Assert.Equal((0.5, 4), (look.Belief.Explained, _trainings.Count));
    }

    [Fact]
    public void Where_nothing_is_learned_at_the_estimate_other_scales_decide()
    {
        FirstLook look = Search(new() { [10] = 0.3 }, s_setup with { OtherDiameters = [] });
        Assert.Equal((0.3, 4), (look.Belief.Explained, _trainings.Count));
        Assert.Equal((10, 20), (_trainings[^1].Diameter, _trainings[^1].Images));
    }

    [Fact]
    public void Where_nothing_is_learned_at_all_the_reason_is_that_of_the_estimate()
    {
        var e = Assert.Throws<TrainingException>(() => Search([]));
        Assert.Equal("Nothing at 20.", e.Message);
        Assert.Equal(3, _trainings.Count);
    }

    [Fact]
    public void A_scale_for_which_memory_is_short_is_left_out_but_not_the_one_asked_for()
    {
        Assert.Equal(0.5, Search(new() { [20] = 0.5, [-20] = double.NaN, [40] = double.NaN, [10] = double.NaN }).Belief.Explained);
        Assert.Throws<MemoryBudgetException>(() => Search(new() { [20] = double.NaN }));
    }

    [Fact]
    public void Diameters_that_fit_in_no_image_are_not_tried()
    {
        TrainingSetup large = s_setup.At(26) with { OtherDiameters = [52, 13] }, small = s_setup.At(6) with { OtherDiameters = [12, 3] };
        Assert.Equal([26, -26, 13], Tried(large));
        Assert.Equal([6, -6, 12], Tried(small));

        double[] Tried(TrainingSetup setup)
        {
            _trainings.Clear();
            Search(new() { [26] = 0.4, [13] = 0.4, [6] = 0.4, [12] = 0.4 }, setup);
            return [.. _trainings.Select(t => t.Diameter)];
        }
    }

    /// <summary>Searches where training at a diameter explains a share, nothing is learned if there is none, and memory is short if it is
    /// no number.</summary>
    private FirstLook Search(
        Dictionary<double, double> explained, TrainingSetup? from = null, Dictionary<double, double>? inFull = null, bool isDiameterGiven = false) => SecondOpinion.Ask(
        from ?? s_setup, isDiameterGiven, s_images, (setup, images) =>
    {
        double diameter = Math.Round(setup.Metadata.ObjectDiameter, 6) * (setup.Options.Seed == s_setup.Options.Seed ? 1 : -1);
        Assert.Equal(setup.Metadata.ObjectDiameter, setup.Options.ObjectDiameter);
        _trainings.Add((diameter, setup.Options.Iterations, images.Count, setup.Options.CheckpointPath, setup.Options.Resume));
        double share = 0;
        if (!(images.Count == s_images.Length && inFull?.TryGetValue(diameter, out share) == true) && !explained.TryGetValue(diameter, out share))
            throw new TrainingException($"Nothing at {diameter}.");
        if (double.IsNaN(share))
            throw new MemoryBudgetException(new MemoryPlan([new MemoryShare("crops", 2)]), 1, "Allow more.");
        return new FirstLook(null!, null!, BeliefOf(share));
    });

    private static Belief BeliefOf(double explained)
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(i => i < 500 ? 0 : i < 500 + 500 * explained ? 1 : PseudoLabels.Unknown)];
        return new Belief([new PseudoLabels(labels, new ImageShape(10, 100))], 1, 0, 0);
    }
}
