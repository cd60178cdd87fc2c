namespace Cellulus;

/// <summary>The blobs of an image that stand for objects: wholes rather than their parts, and none far weaker than the rest.</summary>
internal sealed class BlobPopulation
{
    private const double StrongShare = 0.95, LeastShareOfStrong = 0.4;

    /// <summary>A blob counts for no more contrast than so many times the median: a few clumps far brighter than all cells do not outweigh
    /// them.</summary>
    private const float MostOfMedian = 2;

    private readonly Blob[] _blobs;
    private readonly int _rank;

    private BlobPopulation(Blob[] blobs, int rank) => (_blobs, _rank) = (blobs, rank);

    /// <summary>The blobs, the most prominent first.</summary>
    public IReadOnlyList<Blob> Blobs => _blobs;

    /// <summary>What blobs of each size explain, but for a few.</summary>
    public ScaleSpectrum Spectrum => field ??= ScaleSpectrum.Of(_blobs, _rank);

    /// <summary>What blobs of each size explain around which a whole object is outlined.</summary>
    public ScaleSpectrum WholeSpectrum => field ??= ScaleSpectrum.Of(Whole, _rank, spared: 0);

    /// <summary>
    /// How much of the image the blobs explain around which a whole object is outlined, those of one size, and all of them: of two
    /// populations that with the greater one stands
    /// for objects. What lies between objects forms blobs, too, but hardly ever looks like a whole object.
    /// </summary>
    public (double Whole, double OfOneSize, double OfAll) Evidence => (Explained(Whole), Spectrum.Peak, Explained(_blobs));

    /// <summary>Whether no blob was found.</summary>
    public bool IsEmpty => _blobs.Length == 0;

    private Blob[] Whole => Array.FindAll(_blobs, b => b.Outline is not null);

    private double Explained(Blob[] some) => some.Sum(b => b.Contrast * b.Contrast * Math.Pow(b.Diameter, _rank));

    /// <summary>
    /// Goes from the greatest contrast times diameter downwards and drops every blob that lies on a better one: the centre of one
    /// within the other. Thus a textured nucleus beats its spots, while nuclei that stand out by themselves beat their cluster.
    /// </summary>
    public static BlobPopulation Select(IReadOnlyList<Blob> blobs, int rank)
    {
        var kept = new List<Blob>();
        foreach (Blob blob in blobs.OrderByDescending(b => b.Contrast * b.Diameter))
            if (!kept.Exists(better => LieOnEachOther(better, blob)))
                kept.Add(blob);
        if (kept.Count == 0)
            return new BlobPopulation([], rank);
        float[] contrasts = [.. kept.Select(b => b.Contrast).Order()];
        float strong = contrasts[(int)(StrongShare * (contrasts.Length - 1))];
        Blob[] left = [.. kept.Where(b => b.Contrast > LeastShareOfStrong * strong)];
        if (left.Length == 0)
            return new BlobPopulation([], rank);
        float most = MostOfMedian * left.Select(b => b.Contrast).Order().ElementAt(left.Length / 2);
        return new BlobPopulation([.. left.Select(b => b with { Contrast = Math.Min(b.Contrast, most) })], rank);
    }

    /// <summary>The same with the outlines of the objects.</summary>
    /// <param name="values">Where the blobs were found, order (z, y, x).</param>
    /// <param name="shape">Extent.</param>
    /// <param name="execution">Threads and cancellation.</param>
    public BlobPopulation Outlined(float[] values, ImageShape shape, StageExecution execution) => IsEmpty
        ? this : new BlobPopulation(BlobOutlines.Add(values, shape, Blobs, execution), shape.Rank);

    private static bool LieOnEachOther(Blob a, Blob b)
    {
        float reach = Math.Max(a.Diameter, b.Diameter) / 2;
        return a.SquaredDistanceTo(b) < reach * reach;
    }
}
