namespace Cellulus;

/// <summary>An image to train on with what is known or believed of it. Labels lie on the grid of the image.</summary>
/// <param name="Image">Raw values.</param>
public sealed record SupervisedImage(MicroscopyImage Image)
{
    /// <summary>
    /// Objects that a person has drawn, each with a number of its own; of pixels that are 0 nothing is known. It does not matter whether
    /// all
    /// objects are drawn. Default: none.
    /// </summary>
    public LabelImage? Annotations { get; init; }

    /// <summary>
    /// Where a person has said that there is no object: any label but 0. Pixels near drawn objects that neither a person nor a prediction
    /// gives to
    /// an object are background without being named (<see cref="SupervisedTrainingOptions.BackgroundReach"/>). Default: none.
    /// </summary>
    public LabelImage? Background { get; init; }

    /// <summary>
    /// What a model has found, such as <see cref="Segmentation.Labels"/>. Objects that do not look like whole cells are left open, and what
    /// <see cref="SupervisedTrainingOptions.Start"/> finds beside them without being sure of it. All else is background. Default: none.
    /// </summary>
    public LabelImage? Predictions { get; init; }
}
