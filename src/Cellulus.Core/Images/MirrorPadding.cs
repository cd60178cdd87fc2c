namespace Cellulus;

/// <summary>Continues an image beyond its border by reflection; the border pixel itself is not repeated (d c b | a b c d | c b
/// a).</summary>
internal static class MirrorPadding
{
    /// <summary>The position inside an axis that a position at any distance outside mirrors.</summary>
    /// <param name="position">Position, may be negative or beyond the end.</param>
    /// <param name="length">Length of the axis, at least 1.</param>
    public static int Reflect(int position, int length)
    {
        if ((uint)position < (uint)length)
            return position;
        if (length == 1)
            return 0;
        int period = 2 * (length - 1);
        int folded = (int)(Math.Abs((long)position) % period);
        return folded < length ? folded : period - folded;
    }

    /// <summary>The positions inside an axis that a range touches, directly or mirrored.</summary>
    /// <param name="first">First position of the range; may be negative.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="length">Length of the axis.</param>
    public static (int First, int End) Touched(int first, int end, int length)
    {
        int least = length, last = -1;
        for (int i = first; i < end; i++)
        {
            int position = Reflect(i, length);
            least = Math.Min(least, position);
            last = Math.Max(last, position);
        }
        return (least, last + 1);
    }

    /// <summary>Copies a window that may lie anywhere, also wholly outside: source (d, h, w) -> target (window).</summary>
    /// <param name="source">One channel, order (z, y, x).</param>
    /// <param name="shape">Its extent.</param>
    /// <param name="origin">First pixel of the window in coordinates of the source; may be negative.</param>
    /// <param name="window">Extent of the window.</param>
    /// <param name="target">Takes the window, order (z, y, x).</param>
    public static void CopyWindow(
        ReadOnlySpan<float> source, ImageShape shape, (int Z, int Y, int X) origin, ImageShape window, Span<float> target)
    {
        // Columns left of, inside and right of the source; the inner ones are copied in one go.
        int inner = Math.Clamp(-origin.X, 0, window.Width);
        int outer = Math.Clamp(shape.Width - origin.X, inner, window.Width);
        for (int z = 0, next = 0; z < window.Depth; z++)
        {
            int sourceZ = Reflect(origin.Z + z, shape.Depth);
            for (int y = 0; y < window.Height; y++, next += window.Width)
            {
                ReadOnlySpan<float> row = source.Slice(shape.IndexOf(sourceZ, Reflect(origin.Y + y, shape.Height), 0), shape.Width);
                Span<float> padded = target.Slice(next, window.Width);
                for (int x = 0; x < inner; x++)
                    padded[x] = row[Reflect(origin.X + x, shape.Width)];
                if (outer > inner)
                    row.Slice(origin.X + inner, outer - inner).CopyTo(padded[inner..]);
                for (int x = outer; x < window.Width; x++)
                    padded[x] = row[Reflect(origin.X + x, shape.Width)];
            }
        }
    }

    /// <summary>Adds the same margin on both sides of each axis.</summary>
    /// <param name="image">Image.</param>
    /// <param name="margin">Pixels to add on either side; may exceed the image. A plane keeps a depth of one when z is 0.</param>
    public static MicroscopyImage Pad(MicroscopyImage image, (int Z, int Y, int X) margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Math.Min(margin.Z, Math.Min(margin.Y, margin.X)), nameof(margin));
        ImageShape shape = image.Shape;
        var padded = new ImageShape(
            checked(shape.Depth + 2 * margin.Z), checked(shape.Height + 2 * margin.Y), checked(shape.Width + 2 * margin.X));
        float[] pixels = GC.AllocateUninitializedArray<float>(padded.CheckedLength(image.Channels));
        int length = (int)padded.PixelCount;
        for (int channel = 0; channel < image.Channels; channel++)
            CopyWindow(
                image.GetChannel(channel), shape, (-margin.Z, -margin.Y, -margin.X), padded, pixels.AsSpan(channel * length, length));
        return MicroscopyImage.Adopt(pixels, padded, image.Channels, image.PixelSize);
    }
}
