using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Finds the part of an image where most happens: objects are there rather than where its values are even.</summary>
internal sealed class LivelyWindow
{
    /// <summary>Longest side of the copy that is searched.</summary>
    private const int MostCopied = 128;

    private readonly ImageShape _shape, _copied;
    private readonly double[] _squares; // summed over all rows above and columns before

    /// <param name="image">Image.</param>
    /// <param name="execution">Threads, cancellation.</param>
    public LivelyWindow(MicroscopyImage image, StageExecution execution)
    {
        _shape = image.Shape;
        double factor = Math.Min(1, (double)MostCopied / Math.Max(_shape.Height, _shape.Width));
        _copied = new ImageShape(1, Copied(_shape.Height), Copied(_shape.Width));
        MicroscopyImage plane = _shape.Depth == 1 ? image : image.Crop(new GridBox(_shape.Depth / 2, 0, 0, _shape.Depth / 2 + 1, _shape.Height, _shape.Width));
        _squares = Sum(Rescaling.Rescale(plane, _copied, execution));

        int Copied(int side) => Math.Max(1, (int)Math.Round(factor * side));
    }

    /// <summary>The window of an extent, within the image, with the greatest sum of squared deviations from the image's mean.</summary>
    public GridBox Of(ImageShape extent)
    {
        int height = Scaled(extent.Height, _shape.Height, _copied.Height), width = Scaled(extent.Width, _shape.Width, _copied.Width);
        (double most, int bestY, int bestX) = (-1, 0, 0);
        for (int y = 0; y + height <= _copied.Height; y++)
            for (int x = 0; x + width <= _copied.Width; x++)
                if (At(y + height, x + width) - At(y, x + width) - At(y + height, x) + At(y, x) is var sum && sum > most)
                    (most, bestY, bestX) = (sum, y, x);
        int y0 = Begin(bestY, _copied.Height, _shape.Height, extent.Height), x0 = Begin(bestX, _copied.Width, _shape.Width, extent.Width);
        int z0 = (_shape.Depth - extent.Depth) / 2;
        return new GridBox(z0, y0, x0, z0 + extent.Depth, y0 + extent.Height, x0 + extent.Width);
    }

    private static int Scaled(int extent, int whole, int copied) => Math.Clamp((int)Math.Round((double)extent * copied / whole), 1, copied);

    private static int Begin(int at, int copied, int whole, int extent) => Math.Clamp((int)((long)at * whole / copied), 0, whole - extent);

    private double At(int y, int x) => _squares[y * (_copied.Width + 1) + x];

    private static double[] Sum(MicroscopyImage image)
    {
        (int height, int width) = (image.Height, image.Width);
        var sums = new double[(height + 1) * (width + 1)];
        for (int channel = 0; channel < image.Channels; channel++)
        {
            ReadOnlySpan<float> values = image.GetChannel(channel);
            double mean = 0;
            foreach (float value in values)
                mean += value;
            mean /= values.Length;
            for (int y = 0; y < height; y++)
            {
                double row = 0;
                for (int x = 0; x < width; x++)
                {
                    row += (values[y * width + x] - mean) * (values[y * width + x] - mean);
                    sums[(y + 1) * (width + 1) + x + 1] += row;
                }
            }
        }
        for (int y = 1; y <= height; y++)
            TensorPrimitives.Add(sums.AsSpan(y * (width + 1), width + 1), sums.AsSpan((y - 1) * (width + 1), width + 1), sums.AsSpan(y * (width + 1), width + 1));
        return sums;
    }
}
