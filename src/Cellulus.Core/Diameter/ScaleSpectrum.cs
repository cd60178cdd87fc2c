namespace Cellulus;

/// <summary>
/// How much of an image blobs of each size explain: squared contrast times a little less than area (volume), summed over all blobs, those
/// of other sizes less and
/// less. Parts of objects are many and small, smudges of the background few and large; whole objects cover most.
/// </summary>
internal sealed class ScaleSpectrum
{
    private const int StepsPerOctave = 4, Sizes = 48;
    private const double Smallest = 2;

    /// <summary>Octaves from which a blob of another size no longer counts.</summary>
    private const double Reach = 0.75;

    /// <summary>Power of area or volume: of two kinds of cells in a set, the large one does not outweigh the small one
    /// altogether.</summary>
    private const double PowerOfSize = 0.8;

    /// <summary>Blobs of a size that say nothing: one smudge as large as the image outweighs all cells.</summary>
    private const int SomeSmudges = 3;

    private readonly double[] _evidence = new double[Sizes];

    /// <summary>The spectrum of one image.</summary>
    /// <param name="blobs">Its blobs.</param>
    /// <param name="rank">2 for planes, 3 for volumes.</param>
    /// <param name="spared">Blobs of a size that are not counted.</param>
    public static ScaleSpectrum Of(IReadOnlyList<Blob> blobs, int rank, int spared = SomeSmudges)
    {
        var spectrum = new ScaleSpectrum();
        for (int i = 0; i < Sizes; i++)
        {
            double count = 0, explained = 0;
            foreach (Blob blob in blobs)
            {
                double weight = Math.Max(0, 1 - Math.Abs(Math.Log2(blob.Diameter / DiameterAt(i))) / Reach);
                count += weight;
                explained += weight * blob.Contrast * blob.Contrast * Math.Pow(blob.Diameter, PowerOfSize * rank);
            }
            if (count > spared)
                spectrum._evidence[i] = explained * (count - spared) / count;
        }
        return spectrum;
    }

    /// <summary>The spectrum of several images.</summary>
    public static ScaleSpectrum Sum(IEnumerable<ScaleSpectrum> spectra)
    {
        var sum = new ScaleSpectrum();
        foreach (ScaleSpectrum spectrum in spectra)
            System.Numerics.Tensors.TensorPrimitives.Add<double>(sum._evidence, spectrum._evidence, sum._evidence);
        return sum;
    }

    /// <summary>What the size that explains most explains; 0 where there are a few blobs at most.</summary>
    public double Peak => _evidence.Max();

    /// <summary>The size that explains most, in pixels; <see langword="null"/> where there are a few blobs at most.</summary>
    public double? PeakDiameter => Peak > 0 ? DiameterAt(Array.IndexOf(_evidence, Peak)) : null;

    /// <summary>What a size explains, as a share of the peak.</summary>
    /// <param name="diameter">In pixels.</param>
    public double ShareAt(double diameter)
    {
        int index = (int)Math.Round(StepsPerOctave * Math.Log2(diameter / Smallest));
        return Peak > 0 && index >= 0 && index < Sizes ? _evidence[index] / Peak : 0;
    }

    private static double DiameterAt(int index) => Smallest * Math.Pow(2, (double)index / StepsPerOctave);
}
