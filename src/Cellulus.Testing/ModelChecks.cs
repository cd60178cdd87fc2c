namespace Cellulus.Testing;

/// <summary>The checks that every model owes its callers.</summary>
internal static class ModelChecks
{
    public static void ThrowIfMismatched(EmbeddingModelDescription description, MicroscopyImage image)
    {
        if (image.Channels != description.Channels)
            throw new ModelMismatchException($"The model takes {description.Channels} channel(s); the image has {image.Channels}.");
        if (image.Shape.Rank != description.Rank)
            throw new ModelMismatchException($"The model is for rank {description.Rank}; the image of {image.Shape} has rank {image.Shape.Rank}.");
    }
}
