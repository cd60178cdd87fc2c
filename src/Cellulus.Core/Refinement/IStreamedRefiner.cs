namespace Cellulus;

/// <summary>A refiner that can work on labels that are larger than memory, with the result that it gives for the whole.</summary>
internal interface IStreamedRefiner
{
    /// <summary>Options as text, for a fingerprint.</summary>
    string Describe();

    /// <summary>Bytes of scratch files for each pixel of the image.</summary>
    int ScratchBytesPerPixel { get; }

    /// <summary>Refines labels window by window.</summary>
    /// <param name="scene">Image, embedding, scratch files.</param>
    /// <param name="labels">Labels on the grid of the image; numbers may have gaps.</param>
    /// <param name="name">What scratch files of this step are called.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <returns>Labels on the same grid; some may be computed only when they are read.</returns>
    ILabelReader Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution);
}
