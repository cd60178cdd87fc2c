using Cellulus.Engine;

namespace Cellulus;

/// <summary>The model file: tensors under the reference's names, options as JSON metadata. See docs/model-file.md.</summary>
internal static class ModelFile
{
    public static EmbeddingModel Read(string path, double? objectDiameter)
    {
        TensorArchive archive = PyTorchCheckpoint.IsCheckpoint(path) ? PyTorchCheckpoint.Read(path) : SafetensorsFile.Read(path);
        ModelMetadata metadata = Metadata(path, archive.Metadata, archive.ShapeOf, objectDiameter);
        float[] parameters = ReadParameters(path, archive, new UNetLayout(metadata.Architecture));
        return new EmbeddingModel(metadata, parameters, UncertaintyHeadFile.Read(path, archive, metadata), ReadObjects(path, archive, metadata));
    }

    private static ObjectNetwork? ReadObjects(string path, TensorArchive archive, ModelMetadata metadata)
    {
        if (metadata.Objects is not { } objects)
            return null;
        UNetLayout layout = objects.LayoutFor(metadata.Rank, metadata.Channels);
        return new ObjectNetwork(objects, layout, ReadParameters(path, archive, layout), metadata.WorkingDiameter);
    }

    /// <summary>What the file says beside the weights; those of a safetensors file are not read.</summary>
    /// <exception cref="ModelFileException">The file is no model, or a tensor is missing or has another shape.</exception>
    public static (ModelMetadata Metadata, bool LearnedUncertainty) ReadHead(string path)
    {
        IReadOnlyDictionary<string, string> texts;
        Func<string, int[]?> shapeOf;
        if (PyTorchCheckpoint.IsCheckpoint(path))
        {
            TensorArchive archive = PyTorchCheckpoint.Read(path);
            (texts, shapeOf) = (archive.Metadata, archive.ShapeOf);
        }
        else
        {
            SafetensorsHeader header = SafetensorsFile.ReadHeader(path);
            (texts, shapeOf) = (header.Metadata, header.ShapeOf);
        }
        ModelMetadata metadata = Metadata(path, texts, shapeOf, objectDiameter: null);
        Check(path, shapeOf, new UNetLayout(metadata.Architecture));
        if (metadata.Objects is { } objects)
            Check(path, shapeOf, objects.LayoutFor(metadata.Rank, metadata.Channels));
        return (metadata, UncertaintyHeadFile.IsIn(path, shapeOf, metadata));
    }

    public static void Write(
        string path, ModelMetadata metadata, UNetLayout layout, ReadOnlySpan<float> parameters, UncertaintyHead? head, ObjectNetwork? objects) =>
        SafetensorsFile.Write(path, new TensorArchive(
            [.. Tensors(layout, parameters), .. UncertaintyHeadFile.Tensors(head),
            .. objects is null ? [] : Tensors(objects.Network.Layout, objects.Parameters)],
            new Dictionary<string, string> { [ModelMetadata.Key] = metadata.ToJson() }));

    /// <summary>The tensors of a flat parameter vector.</summary>
    public static List<NamedTensor> Tensors(UNetLayout layout, ReadOnlySpan<float> parameters)
    {
        var tensors = new List<NamedTensor>();
        foreach (ConvolutionLayer layer in layout.Layers)
        {
            tensors.Add(new NamedTensor($"{layer.Name}.weight", UNetParameters.WeightShape(layout, layer), UNetParameters.GetWeight(layer, parameters)));
            tensors.Add(new NamedTensor($"{layer.Name}.bias", [layer.Outputs], UNetParameters.GetBias(layer, parameters)));
        }
        return tensors;
    }

    /// <summary>A flat parameter vector from tensors.</summary>
    /// <exception cref="ModelFileException">A tensor is missing or has another shape.</exception>
    public static float[] ReadParameters(string path, TensorArchive archive, UNetLayout layout)
    {
        // Before memory is taken: sizes come from the file.
        Check(path, archive.ShapeOf, layout);
        float[] parameters = new float[layout.ParameterCount];
        foreach (ConvolutionLayer layer in layout.Layers)
        {
            UNetParameters.SetWeight(layer, Find(path, archive, $"{layer.Name}.weight", UNetParameters.WeightShape(layout, layer)), parameters);
            UNetParameters.SetBias(layer, Find(path, archive, $"{layer.Name}.bias", [layer.Outputs]), parameters);
        }
        return parameters;
    }

    /// <summary>The values of a tensor of the expected shape.</summary>
    /// <exception cref="ModelFileException">The tensor is missing or has another shape.</exception>
    public static float[] Find(string path, TensorArchive archive, string name, int[] shape)
    {
        Check(path, name, archive.ShapeOf(name), shape);
        return archive.Find(name)!.Values;
    }

    /// <summary>Checks a tensor's shape.</summary>
    /// <exception cref="ModelFileException">The tensor is missing or has another shape.</exception>
    public static void Check(string path, string name, int[]? shape, int[] expected)
    {
        if (shape is null)
            throw Missing(path, name);
        if (!shape.AsSpan().SequenceEqual(expected))
            throw new ModelFileException(path, $"its tensor '{name}' has the shape ({string.Join(", ", shape)}); ({string.Join(", ", expected)}) was expected.");
    }

    private static void Check(string path, Func<string, int[]?> shapeOf, UNetLayout layout)
    {
        foreach (ConvolutionLayer layer in layout.Layers)
        {
            Check(path, $"{layer.Name}.weight", shapeOf($"{layer.Name}.weight"), UNetParameters.WeightShape(layout, layer));
            Check(path, $"{layer.Name}.bias", shapeOf($"{layer.Name}.bias"), [layer.Outputs]);
        }
    }

    private static ModelFileException Missing(string path, string name) =>
        new(path, $"it has no tensor '{name}'; it is not a model of this library or of the reference implementation.");

    private static ModelMetadata Metadata(string path, IReadOnlyDictionary<string, string> texts, Func<string, int[]?> shapeOf, double? objectDiameter)
    {
        ModelMetadata metadata = texts.TryGetValue(ModelMetadata.Key, out string? json)
            ? ModelMetadata.Parse(path, json)
            : Infer(path, shapeOf, objectDiameter);
        return objectDiameter is { } diameter ? metadata with { ObjectDiameter = diameter } : metadata;
    }

    // Without metadata, the tensors' shapes tell the architecture. Images stay at their own scale.
    private static ModelMetadata Infer(string path, Func<string, int[]?> shapeOf, double? objectDiameter)
    {
        int[] Shape(string name) => shapeOf(name) ?? throw Missing(path, name);
        int[] first = Shape("backbone.l_conv.0.conv_pass.0.weight"), second = Shape("backbone.l_conv.1.conv_pass.0.weight");
        int[] head = Shape("head.0.weight");
        if (shapeOf("backbone.l_conv.2.conv_pass.0.weight") is not null)
            throw new ModelFileException(path, "it has more than two levels; only the mini U-Net with two levels is read.");
        if (first.Length is not (4 or 5) || second.Length != first.Length || head.Length != first.Length || first[0] < 1 || second[0] % first[0] != 0)
            throw new ModelFileException(path, "its first convolutions do not have the shapes of the mini U-Net.");
        double diameter = objectDiameter ?? ModelMetadata.UsualWorkingDiameter(first.Length - 2);
        var inferred = new ModelMetadata
        {
            Rank = first.Length - 2, Channels = first[1], Features = first[0], FeatureFactor = second[0] / first[0], HeadFeatures = head[0],
            ObjectDiameter = diameter, WorkingDiameter = diameter,
        };
        inferred.CheckSizes(path);
        return inferred;
    }
}
