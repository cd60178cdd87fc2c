namespace Cellulus;

/// <summary>
/// An image seen in a mirror: along x, along y, and across the diagonal for planes or along z for volumes. Pictures, boxes and offsets go
/// into the view, and
/// fields come back.
/// </summary>
internal readonly record struct MirrorView
{
    /// <summary>Views of an image that look different.</summary>
    public const int Count = 8;

    private readonly bool _flipsX, _flipsY, _flipsZ, _swaps;

    /// <param name="index">0 to <see cref="Count"/> - 1; 0 is the image itself.</param>
    /// <param name="rank">2 for planes, 3 for volumes.</param>
    public MirrorView(int index, int rank)
    {
        (_flipsX, _flipsY) = ((index & 1) != 0, (index & 2) != 0);
        (_flipsZ, _swaps) = rank == 3 ? ((index & 4) != 0, false) : (false, (index & 4) != 0);
    }

    /// <summary>Extent of a view of a grid.</summary>
    public ImageShape Of(ImageShape grid) => _swaps ? new ImageShape(grid.Depth, grid.Width, grid.Height) : grid;

    /// <summary>Where a box of a grid lies in the view.</summary>
    public GridBox Of(GridBox box, ImageShape grid)
    {
        (int x0, int x1) = Range(box.X0, box.X1, grid.Width, _flipsX);
        (int y0, int y1) = Range(box.Y0, box.Y1, grid.Height, _flipsY);
        (int z0, int z1) = Range(box.Z0, box.Z1, grid.Depth, _flipsZ);
        return _swaps ? new GridBox(z0, x0, y0, z1, x1, y1) : new GridBox(z0, y0, x0, z1, y1, x1);
    }

    /// <summary>Where a box of the view lies in the grid.</summary>
    public GridBox Back(GridBox box, ImageShape grid)
    {
        (int x0, int x1, int y0, int y1) = _swaps ? (box.Y0, box.Y1, box.X0, box.X1) : (box.X0, box.X1, box.Y0, box.Y1);
        (x0, x1) = Range(x0, x1, grid.Width, _flipsX);
        (y0, y1) = Range(y0, y1, grid.Height, _flipsY);
        (int z0, int z1) = Range(box.Z0, box.Z1, grid.Depth, _flipsZ);
        return new GridBox(z0, y0, x0, z1, y1, x1);
    }

    /// <summary>A part of an image, as it lies in the view.</summary>
    public ImageWindow Of(ImageWindow window)
    {
        MicroscopyImage image = window.Image;
        ImageShape shape = image.Shape;
        float[] pixels = GC.AllocateUninitializedArray<float>(image.Pixels.Length);
        int length = (int)shape.PixelCount;
        for (int channel = 0; channel < image.Channels; channel++)
        {
            ReadOnlySpan<float> source = image.GetChannel(channel);
            Span<float> target = pixels.AsSpan(channel * length, length);
            for (int z = 0, next = 0; z < shape.Depth; z++)
                for (int y = 0; y < shape.Height; y++)
                {
                    (int start, int step) = Row(z, y, shape);
                    for (int x = 0; x < shape.Width; x++, start += step)
                        target[start] = source[next++];
                }
        }
        PixelSize? size = _swaps && image.PixelSize is { } s ? s with { X = s.Y, Y = s.X } : image.PixelSize;
        return new ImageWindow(
            MicroscopyImage.Adopt(pixels, Of(shape), image.Channels, size), Of(window.Box, window.Whole).ToPixelBox(), Of(window.Whole));
    }

    /// <summary>Adds what was said of a part of the view to sums over a part of the grid.</summary>
    /// <param name="field">What was said.</param>
    /// <param name="place">Where it lies in the view; holds all of the region.</param>
    /// <param name="region">The part of the grid.</param>
    /// <param name="grid">Extent of the grid.</param>
    /// <param name="offsets">Sums of offsets, order (component, z, y, x).</param>
    /// <param name="uncertainty">Sums of uncertainty, order (z, y, x).</param>
    public void Add(EmbeddingField field, GridBox place, GridBox region, ImageShape grid, Span<float> offsets, Span<float> uncertainty)
    {
        GridBox part = Back(place, grid);
        GridBox inner = region.RelativeTo(part);
        int width = region.Shape.Width;
        for (int row = 0; row < region.Rows; row++)
        {
            (int start, int step) = Row(inner.Z0 + row / region.Shape.Height, inner.Y0 + row % region.Shape.Height, part.Shape);
            start += inner.X0 * step;
            AddRow(field.Uncertainty, start, step, 1, uncertainty.Slice(row * width, width));
            for (int component = 0; component < field.Components; component++)
                AddRow(field.GetOffsets(In(component)), start, step, IsTurned(component) ? -1 : 1, offsets.Slice(component * uncertainty.Length + row * width, width));
        }
    }

    private static void AddRow(ReadOnlySpan<float> values, int start, int step, float sign, Span<float> sums)
    {
        for (int x = 0; x < sums.Length; x++, start += step)
            sums[x] += sign * values[start];
    }

    /// <summary>Where the first pixel of a row of the grid lies in the view, and how far from one to the next it is.</summary>
    private (int Start, int Step) Row(int z, int y, ImageShape grid)
    {
        (int x0, int direction) = _flipsX ? (grid.Width - 1, -1) : (0, 1);
        (z, y) = (_flipsZ ? grid.Depth - 1 - z : z, _flipsY ? grid.Height - 1 - y : y);
        return _swaps ? (Of(grid).IndexOf(z, x0, y), direction * grid.Height) : (grid.IndexOf(z, y, x0), direction);
    }

    /// <summary>Which component of the view's offsets points along an axis of the grid.</summary>
    private int In(int component) => _swaps && component < 2 ? 1 - component : component;

    private bool IsTurned(int component) => component switch { 0 => _flipsX, 1 => _flipsY, _ => _flipsZ };

    private static (int First, int End) Range(int first, int end, int length, bool flips) => flips ? (length - end, length - first) : (first, end);
}
