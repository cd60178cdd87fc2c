namespace Cellulus;

/// <summary>Where a segmentation has its objects from: an embedding whose foreground is clustered, or a detector. Immutable.</summary>
internal abstract class ObjectSource
{
    /// <summary>What images it wants.</summary>
    public abstract EmbeddingModelDescription Description { get; }

    /// <summary>Type names of what it is made of: model, background estimator, clusterer; the last two are empty where there is
    /// none.</summary>
    public abstract (string Model, string Background, string Clusterer) Names { get; }

    /// <summary>Noisy passes for each noise value; 0 for one pass without noise.</summary>
    public abstract int PassesFor(SegmentationOptions options);

    /// <summary>Finds the diameter of objects where it is not given; <see langword="null"/>: that of the training images is
    /// taken.</summary>
    public virtual IDiameterFinder? DiameterFinder => null;

    /// <summary>Finds the objects of an image.</summary>
    /// <param name="working">Normalised, on the network's grid.</param>
    /// <param name="image">Grid of the image.</param>
    /// <param name="options">How.</param>
    /// <param name="clock">Runs the stages.</param>
    public abstract FoundObjects Find(MicroscopyImage working, ImageShape image, SegmentationOptions options, StageClock clock);

    /// <exception cref="CellulusException">A stage returned another grid than it was given.</exception>
    public static void CheckGrid(ImageShape actual, ImageShape expected, object stage)
    {
        if (actual != expected)
            throw new CellulusException(
                $"{stage.GetType().Name} returned a result of {actual} pixels for an input of {expected}; a stage must keep the grid.");
    }
}
