namespace Cellulus.Tests;

/// <summary>Images of twelve discs that stand free, numbered row by row.</summary>
internal static class DiscScenes
{
    public const int Diameter = 20;

    public static ImageShape Shape { get; } = new(300, 340);

    /// <summary>Draws one.</summary>
    /// <param name="intensity">Of a pixel, from its label, y and x.</param>
    public static RefinementInput Draw(Func<int, int, int, double> intensity)
    {
        var pixels = new float[Shape.PixelCount];
        var labels = new int[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int y, int x) = (i / Shape.Width, i % Shape.Width);
            (int row, int column) = (y / 100, x / 85);
            bool inside = Math.Pow(y - 100 * row - 50, 2) + Math.Pow(x - 85 * column - 42, 2) <= Diameter * Diameter / 4.0;
            labels[i] = inside ? 4 * row + column + 1 : 0;
            pixels[i] = (float)intensity(labels[i], y, x);
        }
        return new RefinementInput(MicroscopyImage.FromPixels(pixels, Shape), LabelImage.FromLabels(labels, Shape), Diameter);
    }

    /// <summary>Labels that there are, rising.</summary>
    public static IEnumerable<int> Numbers(LabelImage labels) => labels.Labels.ToArray().Where(l => l > 0).Distinct().Order();
}
