namespace Cellulus;

/// <summary>What blobs say about the size of the objects.</summary>
/// <param name="Diameter">Typical diameter in pixels.</param>
/// <param name="Others">Twice and half of it, as far as blobs of that size explain nearly as much of the images.</param>
internal sealed record DiameterSurvey(double Diameter, IReadOnlyList<double> Others)
{
    /// <summary>Objects are not smaller or larger by more than this factor than those that explain most.</summary>
    private const double Spread = 1.5;

    /// <summary>Share of what the typical size explains, from which another one may be that of the objects.</summary>
    private const double LeastOfOthers = 0.5;

    /// <summary>Share of the blobs around which a whole object must be made out, for those objects to tell the diameter: of touching cells
    /// few can be.</summary>
    private const double LeastOutlined = 0.05;

    /// <summary>Twice and half of a diameter: where parts or clusters of objects stood out, that of the objects.</summary>
    /// <param name="diameter">In pixels.</param>
    public static double[] OctavesFrom(double diameter) => [2 * diameter, 0.5 * diameter];

    /// <summary>
    /// Takes the median of the objects made out around the blobs that are about as large as those that explain most of all images; of these
    /// blobs themselves where hardly any was made out.
    /// Each is weighted by contrast^2 * sqrt(diameter), so that clear objects outvote the small debris and noise between them.
    /// </summary>
    /// <param name="populations">Blobs of each image, at least one in all.</param>
    public static DiameterSurvey Of(IReadOnlyList<BlobPopulation> populations)
    {
        var spectrum = ScaleSpectrum.Sum(populations.Select(p => p.Spectrum));
        Blob[] all = [.. populations.SelectMany(p => p.Blobs)], blobs = Near(all, spectrum.PeakDiameter);
        if (!AreOutlined(blobs))
        {
            // Texture of a few large objects: none of its spots is an object, and what the objects explain is more.
            var whole = ScaleSpectrum.Sum(populations.Select(p => p.WholeSpectrum));
            if (whole.Peak > spectrum.Peak)
                (spectrum, blobs) = (whole, Near(all, whole.PeakDiameter));
        }
        double diameter = AreOutlined(blobs) ? Median(Outlined(blobs), b => b.Outline!.Value) : Median(blobs, b => b.Diameter);
        return new DiameterSurvey(diameter, [.. OctavesFrom(diameter).Where(d => spectrum.ShareAt(d) >= LeastOfOthers)]);
    }

    private static Blob[] Outlined(Blob[] blobs) => Array.FindAll(blobs, b => b.Outline is not null);

    private static bool AreOutlined(Blob[] blobs) => Outlined(blobs).Length >= LeastOutlined * blobs.Length;

    // Where a few blobs are all there is, they decide, whatever their size.
    private static Blob[] Near(Blob[] blobs, double? typical) =>
        typical is { } size ? Array.FindAll(blobs, b => b.Diameter >= size / Spread && b.Diameter <= size * Spread) : blobs;

    private static double Median(Blob[] blobs, Func<Blob, double> diameter)
    {
        double half = blobs.Sum(Weight) / 2, sum = 0;
        return diameter(blobs.OrderBy(diameter).First(blob => (sum += Weight(blob)) >= half));
    }

    private static double Weight(Blob blob) => blob.Contrast * blob.Contrast * Math.Sqrt(blob.Diameter);
}
