namespace Cellulus.Imaging;

/// <summary>What a person has said of an image, as a file tells it.</summary>
/// <param name="Objects">Objects drawn, each with a number of its own; of pixels that are 0 nothing is known.</param>
/// <param name="Background">Where the file says that there is no object: 1, else 0; <see langword="null"/> if it tells of objects
/// only.</param>
public sealed record Annotation(LabelImage Objects, LabelImage? Background = null);
