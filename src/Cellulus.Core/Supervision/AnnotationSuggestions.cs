namespace Cellulus;

/// <summary>Says which objects a person should correct first: those that the model is least sure of, where a correction teaches
/// most.</summary>
public static class AnnotationSuggestions
{
    /// <summary>Suggests objects, that of the lowest confidence first.</summary>
    /// <param name="segmentations">What a model has found, one entry an image.</param>
    /// <param name="count">Objects to suggest at most.</param>
    /// <param name="annotations">
    /// What is drawn already, one entry an image, <see langword="null"/> for images without; objects that lie under it for the most part
    /// are passed
    /// over. Default: nothing.
    /// </param>
    /// <returns>At most <paramref name="count"/> objects; of equal confidence in the order of images and labels.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="ArgumentException">There are not as many annotations as segmentations, or one lies on another grid.</exception>
    public static IReadOnlyList<SuggestedAnnotation> SuggestAnnotations(
        this IReadOnlyList<Segmentation> segmentations, int count, IReadOnlyList<LabelImage?>? annotations = null)
    {
        ArgumentNullException.ThrowIfNull(segmentations);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (annotations is not null && annotations.Count != segmentations.Count)
            throw new ArgumentException($"{segmentations.Count} images were segmented, annotations of {annotations.Count} were given.", nameof(annotations));
        return
        [
            .. segmentations
                .SelectMany((segmentation, image) => Open(segmentation, annotations?[image]).Select(o => new SuggestedAnnotation(image, o)))
                .OrderBy(s => s.Object.Confidence)
                .Take(count),
        ];
    }

    private static IEnumerable<SegmentedObject> Open(Segmentation segmentation, LabelImage? annotations)
    {
        if (annotations is null)
            return segmentation.Objects;
        if (annotations.Shape != segmentation.Labels.Shape)
            throw new ArgumentException($"An image of {segmentation.Labels.Shape} has annotations of {annotations.Shape}; both must lie on the same grid.", nameof(annotations));
        var drawn = new int[segmentation.Objects.Count];
        for (int i = 0; i < annotations.Labels.Length; i++)
            if (segmentation.Labels.Labels[i] is > 0 and var label && annotations.Labels[i] != 0)
                drawn[label - 1]++;
        return segmentation.Objects.Where(o => 2 * drawn[o.Id - 1] <= o.Area);
    }
}
