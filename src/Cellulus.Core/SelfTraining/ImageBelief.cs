namespace Cellulus;

/// <summary>What is found in one image, and what is believed of that.</summary>
/// <param name="Believed">Objects believed, and what is left open.</param>
/// <param name="Found">Pixels of each object found, for each bandwidth, the default first.</param>
/// <param name="Whole">How many of these look whole.</param>
internal sealed record ImageBelief(ProposedObjects Believed, IReadOnlyList<IReadOnlyList<int>> Found, int Whole)
{
    /// <summary>
    /// Where cells are told apart their size hardly depends on the bandwidth: greatest over least median diameter. Real nuclei apart from
    /// each other have 1.00 to 1.09, cells
    /// in tissue and pieces of cells 1.13 to 1.43.
    /// </summary>
    private const double MostSpread = 1.1;

    /// <summary>Settles what to believe of the segmentations of an image, that with the default bandwidth first.</summary>
    public static ImageBelief Of(IReadOnlyList<Proposal> proposals) =>
        new(ProposedObjects.Choose(proposals), [.. proposals.Select(p => SizesOf(p.Labels))], proposals[0].Agreements.Count(EllipsoidFit.IsWhole));

    /// <summary>What is believed of all images.</summary>
    /// <param name="images">Image by image.</param>
    /// <param name="working">The images on the network's grid.</param>
    public static Belief Together(IReadOnlyList<ImageBelief> images, IReadOnlyList<MicroscopyImage> working)
    {
        int[] sizes = [.. images.SelectMany(b => b.Believed.Sizes)];
        double median = ObjectSize.Median(sizes), whole = images.Sum(b => b.Whole), found = images.Sum(b => b.Found[0].Count);
        PseudoLabels[] labels = [.. images.Select((b, i) => b.Believed.ToPseudoLabels(median, working[i].Shape))];
        return new Belief(labels, sizes.Length, DiameterOf(images, working[0].Shape), found == 0 ? 0 : whole * whole / found);
    }

    /// <summary>Diameter of the median object found with the default bandwidth, if the others give about the same.</summary>
    private static double? DiameterOf(IReadOnlyList<ImageBelief> images, ImageShape shape)
    {
        double[] diameters = [.. Enumerable.Range(0, images[0].Found.Count).Select(bandwidth =>
            ObjectSize.Diameter(ObjectSize.Median([.. images.SelectMany(b => b.Found[bandwidth])]), shape))];
        return diameters.Min() > 0 && diameters.Max() <= MostSpread * diameters.Min() ? diameters[0] : null;
    }

    private static int[] SizesOf(LabelImage labels)
    {
        var sizes = new int[labels.MaxLabel + 1];
        foreach (int label in labels.Labels)
            sizes[label]++;
        return [.. sizes.Skip(1).Where(size => size > 0)];
    }
}
