namespace Cellulus;

/// <summary>A training image with what is believed of it.</summary>
internal sealed class LabelledImage
{
    private readonly PixelPosition?[] _centres;
    private readonly Lazy<float[]> _depth, _background;

    /// <param name="image">Normalised and rescaled.</param>
    /// <param name="labels">On the same grid.</param>
    /// <param name="places">Other places that matter as much as objects; default: none.</param>
    public LabelledImage(MicroscopyImage image, PseudoLabels labels, IReadOnlyList<PixelPosition>? places = null)
    {
        if (image.Shape != labels.Shape)
            throw new ArgumentException($"The image is {image.Shape}, its labels {labels.Shape}; both must lie on the same grid.", nameof(labels));
        (Image, Labels) = (image, labels);
        _centres = ObjectCentres.Of(labels);
        _depth = new Lazy<float[]>(() => BorderDepth.Of(labels));
        _background = new Lazy<float[]>(() => MeasureBackground(image, labels));
        Objects = [.. _centres.OfType<PixelPosition>()];
        Places = [.. Objects, .. places ?? []];
    }

    public MicroscopyImage Image { get; }
    public PseudoLabels Labels { get; }

    /// <summary>Centres of the objects that there are.</summary>
    public IReadOnlyList<PixelPosition> Objects { get; }

    /// <summary>What crops lie about: the objects, and places where a person has said that there is none.</summary>
    public IReadOnlyList<PixelPosition> Places { get; }

    /// <summary>Mean of what is believed to be background, for each channel; 0 where nothing is.</summary>
    public ReadOnlySpan<float> Background => _background.Value;

    public PixelPosition CentreOf(int label) => _centres[label - 1]!.Value;

    /// <summary>The label of the pixel nearest to a place; outside nothing is known.</summary>
    public int LabelAt(double z, double y, double x) => Nearest(z, y, x) is var i and >= 0 ? Labels.Labels[i] : PseudoLabels.Unknown;

    /// <summary>How deep in its object the pixel nearest to a place lies, 0 to 1; see <see cref="BorderDepth"/>.</summary>
    public float DepthAt(double z, double y, double x) => Nearest(z, y, x) is var i and >= 0 ? _depth.Value[i] : 0;

    private static float[] MeasureBackground(MicroscopyImage image, PseudoLabels labels)
    {
        var means = new float[image.Channels];
        for (int channel = 0; channel < means.Length; channel++)
        {
            ReadOnlySpan<float> values = image.GetChannel(channel);
            double sum = 0;
            int count = 0;
            for (int i = 0; i < values.Length; i++)
                if (labels.Labels[i] == 0)
                    (sum, count) = (sum + values[i], count + 1);
            means[channel] = count > 0 ? (float)(sum / count) : 0;
        }
        return means;
    }

    private int Nearest(double z, double y, double x)
    {
        int iz = (int)Math.Floor(z + 0.5), iy = (int)Math.Floor(y + 0.5), ix = (int)Math.Floor(x + 0.5);
        ImageShape shape = Labels.Shape;
        return (uint)iz < (uint)shape.Depth && (uint)iy < (uint)shape.Height && (uint)ix < (uint)shape.Width ? shape.IndexOf(iz, iy, ix) : -1;
    }
}
