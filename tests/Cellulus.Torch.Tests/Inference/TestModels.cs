using Cellulus.Engine;

namespace Cellulus.Torch.Tests.Inference;

/// <summary>Models with random weights, with and without what can be learned beside the embedding.</summary>
internal static class TestModels
{
    public static EmbeddingModel Create(int rank, int channels, bool uncertainty = false, bool objects = false)
    {
        var metadata = new ModelMetadata
        {
            Rank = rank, Channels = channels, Features = 6, FeatureFactor = 3, HeadFeatures = 12, ObjectDiameter = 16, WorkingDiameter = 16,
        };
        var layout = new UNetLayout(metadata.Architecture);
        float[] parameters = new float[layout.ParameterCount];
        UNetParameters.Initialize(layout, seed: 11, parameters);
        var model = new EmbeddingModel(metadata, parameters);
        if (uncertainty)
            model = model.With(Head(metadata.Architecture));
        return objects ? model.With(Objects(rank, channels)) : model;
    }

    private static UncertaintyHead Head(UNetArchitecture architecture)
    {
        var layout = new UncertaintyHeadLayout(architecture);
        float[] parameters = new float[layout.ParameterCount];
        foreach (ConvolutionLayer layer in new[] { layout.Hidden, layout.Output })
        {
            UNetParameters.SetWeight(layer, Random(layer.Outputs * layer.InputChannels, 0.4f, seed: 21), parameters);
            UNetParameters.SetBias(layer, Random(layer.Outputs, 0.2f, seed: 22), parameters);
        }
        return new UncertaintyHead(layout, parameters);
    }

    private static ObjectNetwork Objects(int rank, int channels)
    {
        ObjectMetadata metadata = ObjectMetadata.For(rank, features: 4);
        UNetLayout layout = metadata.LayoutFor(rank, channels);
        float[] parameters = new float[layout.ParameterCount];
        UNetParameters.Initialize(layout, seed: 31, parameters);
        return new ObjectNetwork(metadata, layout, parameters, workingDiameter: 16);
    }

    private static float[] Random(int count, float scale, ulong seed)
    {
        float[] values = new float[count];
        new Philox(seed).Fill(values);
        return [.. values.Select(v => scale * (2 * v - 1))];
    }
}
