using Cellulus.Engine;

namespace Cellulus;

/// <summary>The tensors of an uncertainty head in a model file. A file without them is a model that takes noisy passes.</summary>
internal static class UncertaintyHeadFile
{
    /// <summary>The head's tensors; none without a head.</summary>
    public static IEnumerable<NamedTensor> Tensors(UncertaintyHead? head)
    {
        if (head is null)
            yield break;
        foreach (ConvolutionLayer layer in Layers(head.Layout))
        {
            yield return new NamedTensor($"{layer.Name}.weight", Shape(head.Layout, layer), UNetParameters.GetWeight(layer, head.Parameters));
            yield return new NamedTensor($"{layer.Name}.bias", [layer.Outputs], UNetParameters.GetBias(layer, head.Parameters));
        }
    }

    /// <summary>The head of a model file; <see langword="null"/> if it has none.</summary>
    /// <exception cref="ModelFileException">A tensor is missing or has another shape.</exception>
    public static UncertaintyHead? Read(string path, TensorArchive archive, ModelMetadata metadata)
    {
        var layout = new UncertaintyHeadLayout(metadata.Architecture);
        if (!IsIn(path, archive.ShapeOf, metadata))
            return null;
        float[] parameters = new float[layout.ParameterCount];
        foreach (ConvolutionLayer layer in Layers(layout))
        {
            UNetParameters.SetWeight(layer, ModelFile.Find(path, archive, $"{layer.Name}.weight", Shape(layout, layer)), parameters);
            UNetParameters.SetBias(layer, ModelFile.Find(path, archive, $"{layer.Name}.bias", [layer.Outputs]), parameters);
        }
        return new UncertaintyHead(layout, parameters);
    }

    /// <summary>Whether a file with tensors of these shapes has a head.</summary>
    /// <exception cref="ModelFileException">A tensor is missing or has another shape.</exception>
    public static bool IsIn(string path, Func<string, int[]?> shapeOf, ModelMetadata metadata)
    {
        var layout = new UncertaintyHeadLayout(metadata.Architecture);
        if (Layers(layout).All(layer => shapeOf($"{layer.Name}.weight") is null))
            return false;
        foreach (ConvolutionLayer layer in Layers(layout))
        {
            ModelFile.Check(path, $"{layer.Name}.weight", shapeOf($"{layer.Name}.weight"), Shape(layout, layer));
            ModelFile.Check(path, $"{layer.Name}.bias", shapeOf($"{layer.Name}.bias"), [layer.Outputs]);
        }
        return true;
    }

    private static ConvolutionLayer[] Layers(UncertaintyHeadLayout layout) => [layout.Hidden, layout.Output];

    private static int[] Shape(UncertaintyHeadLayout layout, ConvolutionLayer layer) =>
        [layer.Outputs, layer.InputChannels, .. Enumerable.Repeat(1, layout.Rank)];
}
