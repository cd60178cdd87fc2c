namespace Cellulus;

/// <summary>The steps from an image to its objects, in their order.</summary>
public enum SegmentationStage
{
    /// <summary>Values to the range the model knows.</summary>
    Normalization,

    /// <summary>Objects to the size the network works at.</summary>
    Rescaling,

    /// <summary>The network's offsets and their uncertainty; all that a detector does, with which it goes on to the refinement.</summary>
    Embedding,

    /// <summary>Foreground from background.</summary>
    Background,

    /// <summary>Foreground pixels to objects.</summary>
    Clustering,

    /// <summary>Labels to the grid of the image, then the refiners.</summary>
    Refinement,

    /// <summary>Sizes, places and intensities of the objects.</summary>
    Measurement,
}
