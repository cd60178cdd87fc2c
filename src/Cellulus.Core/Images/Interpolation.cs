namespace Cellulus;

/// <summary>Values of an image between its pixels; outside it is mirrored.</summary>
internal static class Interpolation
{
    /// <summary>Linear between the eight (four) neighbours.</summary>
    /// <param name="image">Image.</param>
    /// <param name="z">Slice.</param>
    /// <param name="y">Row.</param>
    /// <param name="x">Column.</param>
    /// <param name="values">Takes a value for each channel.</param>
    public static void Linear(MicroscopyImage image, double z, double y, double x, Span<float> values)
    {
        (int z0, int z1, float fz) = Neighbours(z, image.Depth);
        (int y0, int y1, float fy) = Neighbours(y, image.Height);
        (int x0, int x1, float fx) = Neighbours(x, image.Width);
        ImageShape shape = image.Shape;
        int a = shape.IndexOf(z0, y0, x0), b = shape.IndexOf(z0, y0, x1), c = shape.IndexOf(z0, y1, x0), d = shape.IndexOf(z0, y1, x1);
        for (int channel = 0; channel < values.Length; channel++)
        {
            ReadOnlySpan<float> pixels = image.GetChannel(channel);
            float value = Mix(Mix(pixels[a], pixels[b], fx), Mix(pixels[c], pixels[d], fx), fy);
            if (z1 != z0)
            {
                int slice = (z1 - z0) * shape.Height * shape.Width;
                float next = Mix(Mix(pixels[a + slice], pixels[b + slice], fx), Mix(pixels[c + slice], pixels[d + slice], fx), fy);
                value = Mix(value, next, fz);
            }
            values[channel] = value;
        }
    }

    private static (int Low, int High, float Fraction) Neighbours(double position, int length)
    {
        int low = (int)Math.Floor(position);
        return (MirrorPadding.Reflect(low, length), MirrorPadding.Reflect(low + 1, length), (float)(position - low));
    }

    private static float Mix(float a, float b, float share) => a + (b - a) * share;
}
