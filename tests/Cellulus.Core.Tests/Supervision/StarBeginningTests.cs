using Cellulus.Engine;
using Xunit;

namespace Cellulus.Tests;

public sealed class StarBeginningTests
{
    private static readonly SupervisedTrainingOptions s_none = new() { Features = 4 };

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void A_network_that_goes_on_begins_with_discs_about_the_centres_that_were_learned(int depth)
    {
        EmbeddingModel start = SelfTrainingScenes.Model(depth);
        int rank = depth > 1 ? 3 : 2;
        (StarConvexMetadata metadata, float[] parameters) = Begin(s_none with { Start = start }, rank);
        FeatureMap learned = Run(start.Objects!.Network.Layout, start.Objects.Parameters, rank);
        FeatureMap begun = Run(metadata.CreateLayout(), parameters, rank);

        RayDirections directions = metadata.CreateDirections();
        for (int pixel = 0; pixel < learned.Values.Length / learned.Channels; pixel++)
        {
            ReadOnlySpan<float> centre = learned.Values.Slice(pixel * learned.Channels, rank + 1), star = begun.Values.Slice(pixel * begun.Channels, begun.Channels);
            Assert.Equal(centre[rank], star[StarOutputs.Depth], 1e-4f);
            Assert.Equal(centre[rank], star[StarOutputs.Foreground], 1e-4f);
            for (int ray = 0; ray < directions.Count; ray++)
            {
                double farther = directions[ray].X * centre[0] + directions[ray].Y * centre[1] + (rank == 3 ? directions[ray].Z * centre[2] : 0);
                Assert.Equal(1 + farther, star[StarOutputs.FirstRay + ray], 1e-4);
            }
        }
    }

    [Fact]
    public void Scale_and_sizes_are_those_of_the_model_to_start_from()
    {
        EmbeddingModel start = SelfTrainingScenes.Model(1);
        StarBeginning goesOn = StarBeginning.Of(s_none with { Start = start, Features = 16 }, 2, 1), fresh = StarBeginning.Of(s_none, 2, 1);
        Assert.Equal((start.Objects!.Metadata.Features, start.Description.WorkingDiameter), (goesOn.Sizes.Features, goesOn.WorkingDiameter));
        Assert.Equal(start.Description.ObjectDiameter, goesOn.ObjectDiameter);
        Assert.Equal((4, StarBeginning.SmallDiameter), (fresh.Sizes.Features, fresh.WorkingDiameter));
        Assert.Null(fresh.ObjectDiameter);
        Assert.True(goesOn.GoesOn);
        Assert.False(fresh.GoesOn);
    }

    [Fact]
    public void A_model_without_object_network_gives_random_weights()
    {
        float[] begun = Begin(s_none with { Start = SelfTrainingScenes.Untrained(2, 1, diameter: 16) }, 2).Parameters, fresh = Begin(s_none, 2).Parameters;
        Assert.Equal(fresh, begun);
        Assert.NotEqual(fresh, Begin(s_none with { Seed = 1 }, 2).Parameters);
    }

    [Fact]
    public void A_model_for_other_images_is_refused()
    {
        SupervisedTrainingOptions options = s_none with { Start = SelfTrainingScenes.Model(1) };
        Assert.Contains("are planes of 2", Assert.Throws<ModelMismatchException>(() => StarBeginning.Of(options, 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("are volumes of 1", Assert.Throws<ModelMismatchException>(() => StarBeginning.Of(options, 3, 1)).Message, StringComparison.Ordinal);
    }

    private static (StarConvexMetadata Metadata, float[] Parameters) Begin(SupervisedTrainingOptions options, int rank)
    {
        var beginning = StarBeginning.Of(options, rank, 1);
        var metadata = new StarConvexMetadata
        {
            Rank = rank, Channels = 1, Levels = beginning.Sizes.Levels, Features = beginning.Sizes.Features, FeatureFactor = beginning.Sizes.FeatureFactor,
            HeadFeatures = beginning.Sizes.HeadFeatures, Rays = 12, ObjectDiameter = 16, WorkingDiameter = beginning.WorkingDiameter,
        };
        UNetLayout layout = metadata.CreateLayout();
        var parameters = new float[layout.ParameterCount];
        beginning.Fill(layout, metadata.CreateDirections(), options.Seed, parameters);
        return (metadata, parameters);
    }

    private static FeatureMap Run(UNetLayout layout, ReadOnlySpan<float> parameters, int rank)
    {
        var network = new UNet(layout, GemmKernels.Best, training: false);
        network.Pack(parameters);
        var maps = new UNetMaps(layout, new ImageShape(rank == 3 ? 44 : 1, 60 - 16 * (rank - 2), 60 - 16 * (rank - 2)), training: false);
        var random = new Philox(3);
        foreach (ref float value in maps.Input.Values)
            value = (float)random.NextDouble();
        network.Forward(maps, CancellationToken.None);
        return maps.Output;
    }
}
