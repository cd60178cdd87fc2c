namespace Cellulus.Imaging;

/// <summary>
/// A colour for each label, varied but always the same for the same labels; objects that touch get colours that are easily told
/// apart (greedy colouring of the graph of neighbours).
/// </summary>
internal sealed class LabelColors
{
    private const int Hues = 12;

    // Neighbouring objects keep at least so many hues apart, as long as their number allows.
    private const int WantedDistance = 3;

    private static readonly RgbColor[] Palette = MakePalette();

    private readonly Dictionary<int, int> _hues = [];

    public LabelColors(LabelImage labels)
    {
        foreach ((int label, HashSet<int> neighbours) in LabelAdjacency.Find(labels))
            _hues[label] = Choose(label, neighbours);
    }

    /// <summary>The colour of a label that occurs in the image.</summary>
    public RgbColor Of(int label) => Palette[_hues[label]];

    private int Choose(int label, HashSet<int> neighbours)
    {
        Span<int> distances = stackalloc int[Hues];
        distances.Fill(WantedDistance);
        foreach (int neighbour in neighbours)
        {
            if (!_hues.TryGetValue(neighbour, out int taken))
                continue;
            for (int hue = 0; hue < Hues; hue++)
                distances[hue] = Math.Min(distances[hue], Distance(hue, taken));
        }
        // From a start that looks random: the first hue far enough from all neighbours, else the farthest.
        int start = (int)(Scramble((uint)label) % Hues), best = start;
        for (int i = 1; i < Hues && distances[best] < WantedDistance; i++)
        {
            int hue = (start + i * 5) % Hues;
            if (distances[hue] > distances[best])
                best = hue;
        }
        return best;
    }

    private static int Distance(int a, int b) => Math.Min(Math.Abs(a - b), Hues - Math.Abs(a - b));

    // Finalizer of a common hash: each bit of the input changes about half of the bits of the result.
    private static uint Scramble(uint value)
    {
        value ^= value >> 16;
        value *= 0x7FEB352D;
        value ^= value >> 15;
        value *= 0x846CA68B;
        return value ^ value >> 16;
    }

    // Screens show yellow and green strongest when light, blue and violet when darker.
    private static RgbColor[] MakePalette()
    {
        const double Lightest = 130 * Math.PI / 180;
        var palette = new RgbColor[Hues];
        for (int i = 0; i < Hues; i++)
        {
            double hue = 2 * Math.PI * i / Hues;
            palette[i] = new Oklch(0.72 + 0.10 * Math.Cos(hue - Lightest), 0.25, hue).ToRgb();
        }
        return palette;
    }
}
