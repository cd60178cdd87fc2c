namespace Cellulus;

/// <summary>What is found in one image, and what is believed of that.</summary>
/// <param name="Believed">Objects believed, and what is left open.</param>
/// <param name="Found">Pixels of each object found with the default bandwidth.</param>
/// <param name="Whole">How many of these look whole.</param>
internal sealed record ImageBelief(ProposedObjects Believed, IReadOnlyList<int> Found, int Whole)
{
    /// <summary>Settles what to believe of the segmentations of an image, that with the default bandwidth first.</summary>
    public static ImageBelief Of(IReadOnlyList<Proposal> proposals) =>
        new(ProposedObjects.Choose(proposals), SizesOf(proposals[0].Labels), proposals[0].Agreements.Count(EllipsoidFit.IsWhole));

    /// <summary>What is believed of all images.</summary>
    /// <param name="images">Image by image.</param>
    /// <param name="working">The images on the network's grid.</param>
    /// <param name="areLearned">Whether objects were learned.</param>
    public static Belief Together(IReadOnlyList<ImageBelief> images, IReadOnlyList<MicroscopyImage> working, bool areLearned)
    {
        int[] sizes = [.. images.SelectMany(b => b.Believed.Sizes)], found = [.. images.SelectMany(b => b.Found)];
        double median = ObjectSize.Median(sizes), whole = images.Sum(b => b.Whole);
        PseudoLabels[] labels = [.. images.Select((b, i) => b.Believed.ToPseudoLabels(median, working[i].Shape))];
        // Large cells are believed more readily. But much of what the embedding alone finds are fragments.
        double typical = areLearned ? ObjectSize.Median(found) : median;
        double wholeness = found.Length == 0 ? 0 : whole * whole / found.Length;
        return new Belief(labels, sizes.Length, ObjectSize.Diameter(typical, working[0].Shape), wholeness);
    }

    private static int[] SizesOf(LabelImage labels)
    {
        var sizes = new int[labels.MaxLabel + 1];
        foreach (int label in labels.Labels)
            sizes[label]++;
        return [.. sizes.Skip(1).Where(size => size > 0)];
    }
}
