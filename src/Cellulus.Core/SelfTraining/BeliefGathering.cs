namespace Cellulus;

/// <summary>Gathers, image by image, what is believed.</summary>
internal sealed class BeliefGathering
{
    private readonly List<ProposedObjects> _believed = [];
    private readonly List<int> _found = [];

    /// <summary>Objects believed.</summary>
    public int Objects => _believed.Sum(b => b.Sizes.Count);

    /// <summary>Objects found with the default bandwidth that look whole.</summary>
    public int Whole { get; private set; }

    /// <summary>Adds the segmentations of one image, that with the default bandwidth first.</summary>
    public void Add(IReadOnlyList<Proposal> proposals)
    {
        Whole += proposals[0].Agreements.Count(Proposal.IsWhole);
        _found.AddRange(SizesOf(proposals[0].Labels));
        _believed.Add(ProposedObjects.Choose(proposals));
    }

    /// <summary>What is believed of all.</summary>
    /// <param name="working">The images on the network's grid.</param>
    /// <param name="areLearned">Whether objects were learned.</param>
    public Belief ToBelief(IReadOnlyList<MicroscopyImage> working, bool areLearned)
    {
        int[] sizes = [.. _believed.SelectMany(b => b.Sizes)];
        double median = ObjectSize.Median(sizes);
        PseudoLabels[] labels = [.. _believed.Select((b, i) => b.ToPseudoLabels(median, working[i].Shape))];
        // Large cells are believed more readily. But much of what the embedding alone finds are fragments.
        double typical = areLearned ? ObjectSize.Median(_found) : median;
        double wholeness = _found.Count == 0 ? 0 : (double)Whole * Whole / _found.Count;
        return new Belief(labels, sizes.Length, ObjectSize.Diameter(typical, working[0].Shape), wholeness);
    }

    private static IEnumerable<int> SizesOf(LabelImage labels)
    {
        var sizes = new int[labels.MaxLabel + 1];
        foreach (int label in labels.Labels)
            sizes[label]++;
        return sizes.Skip(1).Where(size => size > 0);
    }
}
