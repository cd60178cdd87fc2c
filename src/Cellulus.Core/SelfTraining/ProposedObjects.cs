namespace Cellulus;

/// <summary>
/// What several segmentations of one image agree to. Of the objects proposed for one place the one that looks most like a whole cell,
/// the larger one if there is little between them, is believed; what else was found is left open, so that the network decides by what it
/// has learned from the others.
/// </summary>
/// <param name="Labels">Believed objects by number, <see cref="PseudoLabels.Unknown"/> where something else was found, 0 elsewhere.</param>
/// <param name="Sizes">Pixels of each believed object as proposed, for object i at i - 1.</param>
/// <param name="Shape">Extent.</param>
internal sealed record ProposedObjects(int[] Labels, IReadOnlyList<int> Sizes, ImageShape Shape)
{
    /// <summary>Sizes that are believed, in shares of the median size.</summary>
    private const double LeastSize = 0.25, GreatestSize = 4;

    /// <summary>
    /// What twice the size counts, in agreement: pieces of a cell are as round as the whole, and by roundness alone would win half of the
    /// time, while cells taken
    /// as one agree far less than each of them.
    /// </summary>
    private const double AgreementPerDoubling = 0.01;

    /// <summary>An object is still believed where better ones took less of it than this.</summary>
    private const double MostTaken = 0.1;

    /// <summary>Chooses among the objects proposed for one image.</summary>
    public static ProposedObjects Choose(IReadOnlyList<Proposal> proposals)
    {
        var labels = new int[proposals[0].Labels.Labels.Length];
        var candidates = new List<(double Agreement, int[] Pixels)>();
        foreach ((LabelImage segmentation, double[] agreements, _) in proposals)
        {
            List<int>[] pixels = PixelsOf(segmentation);
            for (int o = 0; o < pixels.Length; o++)
            {
                foreach (int i in pixels[o])
                    labels[i] = PseudoLabels.Unknown;
                if (EllipsoidFit.IsWhole(agreements[o]))
                    candidates.Add((agreements[o], [.. pixels[o]]));
            }
        }
        var sizes = new List<int>();
        foreach ((_, int[] pixels) in candidates.OrderByDescending(c => c.Agreement + AgreementPerDoubling * Math.Log2(c.Pixels.Length)))
        {
            if (pixels.Count(i => labels[i] > 0) > MostTaken * pixels.Length)
                continue;
            sizes.Add(pixels.Length);
            foreach (int i in pixels)
                if (labels[i] < 0)
                    labels[i] = sizes.Count;
        }
        return new ProposedObjects(labels, sizes, proposals[0].Labels.Shape);
    }

    /// <summary>The same on the network's grid, without objects whose size is unlike that of the others.</summary>
    /// <param name="medianSize">Median size of the objects of all images.</param>
    /// <param name="working">The network's grid.</param>
    public PseudoLabels ToPseudoLabels(double medianSize, ImageShape working)
    {
        int[] columns = EmbeddingSpread.NearestPositions(working.Width, Shape.Width);
        int[] rows = EmbeddingSpread.NearestPositions(working.Height, Shape.Height);
        int[] slices = EmbeddingSpread.NearestPositions(working.Depth, Shape.Depth);
        var labels = new int[working.PixelCount];
        for (int z = 0, i = 0; z < working.Depth; z++)
            for (int y = 0; y < working.Height; y++)
                for (int x = 0; x < working.Width; x++, i++)
                {
                    int label = Labels[Shape.IndexOf(slices[z], rows[y], columns[x])];
                    labels[i] = label > 0 && !(Sizes[label - 1] >= LeastSize * medianSize && Sizes[label - 1] <= GreatestSize * medianSize)
                        ? PseudoLabels.Unknown : label;
                }
        return new PseudoLabels(labels, working);
    }

    private static List<int>[] PixelsOf(LabelImage labels)
    {
        var lists = new List<int>[labels.MaxLabel];
        for (int i = 0; i < lists.Length; i++)
            lists[i] = [];
        for (int i = 0; i < labels.Labels.Length; i++)
            if (labels.Labels[i] > 0)
                lists[labels.Labels[i] - 1].Add(i);
        return lists;
    }
}
