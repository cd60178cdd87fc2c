namespace Cellulus.Tests;

/// <summary>Discs or balls on a grid, with the image and the perfect embedding that belong to them.</summary>
internal sealed class DrawnScene
{
    private DrawnScene(ImageShape shape, double diameter)
    {
        Diameter = diameter;
        int[] labels = new int[shape.PixelCount];
        double pitch = 1.5 * diameter, radius = diameter / 2;
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++)
                {
                    int cellX = (int)(x / pitch), cellY = (int)(y / pitch), cellZ = shape.Depth > 1 ? (int)(z / pitch) : 0;
                    double dx = x - (cellX + 0.5) * pitch, dy = y - (cellY + 0.5) * pitch, dz = shape.Depth > 1 ? z - (cellZ + 0.5) * pitch : 0;
                    if (dx * dx + dy * dy + dz * dz <= radius * radius)
                        labels[shape.IndexOf(z, y, x)] = 1 + cellX + 20 * (cellY + 20 * cellZ);
                }
        LabelNumbering.CloseGaps(labels);
        Truth = LabelImage.FromLabels(labels, shape);
    }

    public static DrawnScene Plane(int height = 90, int width = 120, double diameter = 20) => new(new ImageShape(height, width), diameter);

    public static DrawnScene Volume(int depth = 48, int height = 48, int width = 50, double diameter = 15) => new(new ImageShape(depth, height, width), diameter);

    public double Diameter { get; }

    public LabelImage Truth { get; }

    /// <summary>Objects of 100 and more on a ground of 10, a second channel of half that.</summary>
    public MicroscopyImage Image(int channels = 1)
    {
        float[] pixels = [.. Truth.Labels.ToArray().Select((label, i) => (label > 0 ? 100f + label : 10f) + i % 7)];
        return MicroscopyImage.FromPixels([.. pixels, .. channels > 1 ? pixels.Select(v => v / 2) : []], Truth.Shape, channels);
    }
}
