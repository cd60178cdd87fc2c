namespace Cellulus;

/// <summary>What a model file says of itself. Much quicker to have than the model, whose weights are not touched.</summary>
public sealed record ModelFileInfo
{
    /// <summary>What images the model takes.</summary>
    public required EmbeddingModelDescription Description { get; init; }

    /// <summary>Feature maps of the first block.</summary>
    public required int Features { get; init; }

    /// <summary>Optimizer steps behind the weights; 0 if the file does not tell.</summary>
    public required int Iterations { get; init; }

    /// <summary>
    /// Reads the head of a model file (.safetensors) or a checkpoint of the reference implementation (.pth). Names, shapes and
    /// places of all tensors are checked against the network that the file describes, their values are not.
    /// </summary>
    /// <param name="path">File; its kind is told from its content.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no such model.</exception>
    public static ModelFileInfo Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (ModelMetadata metadata, bool learnedUncertainty) = ModelFile.ReadHead(path);
        return new ModelFileInfo { Description = metadata.Describe(learnedUncertainty), Features = metadata.Features, Iterations = metadata.Iterations };
    }
}
