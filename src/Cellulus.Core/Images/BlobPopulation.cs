namespace Cellulus;

/// <summary>The blobs of an image that stand for objects: wholes rather than their parts, and none far weaker than the rest.</summary>
internal sealed class BlobPopulation
{
    private const double StrongShare = 0.95, LeastShareOfStrong = 0.4;

    private readonly Blob[] _blobs;

    private BlobPopulation(Blob[] blobs, int rank)
    {
        _blobs = blobs;
        Evidence = blobs.Sum(b => b.Contrast * b.Contrast * Math.Pow(b.Diameter, rank));
    }

    /// <summary>How much of the image the blobs explain: squared contrast times area (volume), summed.</summary>
    public double Evidence { get; }

    /// <summary>Whether no blob was found.</summary>
    public bool IsEmpty => _blobs.Length == 0;

    /// <summary>
    /// Median diameter of the blobs of all populations, each weighted by contrast^2 * sqrt(diameter), so that clear objects outvote
    /// the small debris and noise between them. At least one blob is needed.
    /// </summary>
    public static double MedianDiameter(IEnumerable<BlobPopulation> populations)
    {
        Blob[] blobs = [.. populations.SelectMany(p => p._blobs).OrderBy(b => b.Diameter)];
        double half = blobs.Sum(Weight) / 2, sum = 0;
        return blobs.First(blob => (sum += Weight(blob)) >= half).Diameter;
    }

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
        return new BlobPopulation([.. kept.Where(b => b.Contrast > LeastShareOfStrong * strong)], rank);
    }

    private static bool LieOnEachOther(Blob a, Blob b)
    {
        float reach = Math.Max(a.Diameter, b.Diameter) / 2;
        return a.SquaredDistanceTo(b) < reach * reach;
    }

    private static double Weight(Blob blob) => blob.Contrast * blob.Contrast * Math.Sqrt(blob.Diameter);
}
