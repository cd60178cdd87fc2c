namespace Cellulus.Imaging;

/// <summary>Paints labels over a canvas that is a whole number of times as large.</summary>
internal sealed class LabelPainter(int[] labels, int width, Func<int, RgbColor> colorOf)
{
    /// <summary>Mixes each object's colour into its pixels.</summary>
    public void Fill(Canvas canvas, int factor, double share)
    {
        for (int y = 0; y < canvas.Height; y++)
        {
            for (int x = 0; x < canvas.Width; x++)
            {
                if (LabelAt(y / factor, x / factor) is not 0 and var label)
                    canvas.Blend(y * canvas.Width + x, colorOf(label), share);
            }
        }
    }

    /// <summary>
    /// Draws each object's outline just inside of it, half an image pixel wide, so that two objects that touch show both
    /// theirs. The border of the image is no outline.
    /// </summary>
    public void Outline(Canvas canvas, int factor)
    {
        int reach = (factor + 1) / 2;
        for (int y = 0; y < canvas.Height; y++)
        {
            for (int x = 0; x < canvas.Width; x++)
            {
                int label = LabelAt(y / factor, x / factor);
                if (label != 0 && (Differs(y - reach, x) || Differs(y + reach, x) || Differs(y, x - reach) || Differs(y, x + reach)))
                    canvas.Set(y * canvas.Width + x, colorOf(label));

                bool Differs(int y2, int x2) =>
                    (uint)y2 < canvas.Height && (uint)x2 < canvas.Width && LabelAt(y2 / factor, x2 / factor) != label;
            }
        }
    }

    private int LabelAt(int y, int x) => labels[y * width + x];
}
