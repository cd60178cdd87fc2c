namespace Cellulus;

/// <summary>An object that a person should look at.</summary>
/// <param name="Image">Number of its segmentation, from 0.</param>
/// <param name="Object">The object; its label is <see cref="SegmentedObject.Id"/>.</param>
public sealed record SuggestedAnnotation(int Image, SegmentedObject Object);
