namespace Cellulus;

/// <summary>A clusterer that can work on a field that is larger than memory, with the labels that it gives for the whole.</summary>
internal interface IStreamedClusterer
{
    /// <summary>Why these options cannot be streamed, and what to do; <see langword="null"/> if they can.</summary>
    string? Obstacle { get; }

    /// <summary>Options as text, for a fingerprint.</summary>
    string Describe();

    /// <summary>Clusters window by window.</summary>
    /// <returns>Labels on the grid of the field, in the order of those of the whole but with gaps.</returns>
    ILabelReader Cluster(StreamedField field, ScratchFolder scratch, StageExecution execution);
}
