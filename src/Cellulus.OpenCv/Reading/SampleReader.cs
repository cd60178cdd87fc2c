using Cellulus.Imaging;
using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary>Turns the pages that OpenCV read into samples as the library keeps them: channels apart, red first, without alpha.</summary>
internal static class SampleReader
{
    private const int Half = 7; // CV_16F, which the oldest OpenCV does not name

    // OpenCV's order is blue, green, red, alpha.
    private static readonly int[][] Order = [[0], [0, 1], [2, 1, 0], [2, 1, 0]];

    /// <exception cref="ImageFileException">Pages differ, or hold what cannot be kept.</exception>
    public static StoredImage Read(string path, Mat[] pages, PageAxis axis)
    {
        (int rows, int columns, int channels, int depth) = (pages[0].Rows, pages[0].Cols, pages[0].Channels(), pages[0].Depth());
        foreach (Mat page in pages)
            if (page.Rows != rows || page.Cols != columns || page.Channels() != channels || page.Depth() != depth)
                throw new ImageFileException(path, "its pages differ in size or type; cut it into files of one kind each.");
        if (channels > Order.Length)
            throw new ImageFileException(path, $"it has {channels} channels; OpenCV is asked for at most 4. Store them as pages of a TIFF.");
        if (depth == Half)
            throw new ImageFileException(path, "it holds 16-bit floats; store 32-bit ones.");
        return depth switch
        {
            MatType.CV_8U => Read<byte>(pages, PixelType.UInt8, axis),
            MatType.CV_8S => Read<sbyte>(pages, PixelType.Int8, axis),
            MatType.CV_16U => Read<ushort>(pages, PixelType.UInt16, axis),
            MatType.CV_16S => Read<short>(pages, PixelType.Int16, axis),
            MatType.CV_32S => Read<int>(pages, PixelType.Int32, axis),
            MatType.CV_32F => Read<float>(pages, PixelType.Float32, axis),
            MatType.CV_64F => Read<double>(pages, PixelType.Float64, axis),
            _ => throw new ImageFileException(path, $"its samples are of a type ({depth}) that is not known here; store 8 or 16 bits, or floats."),
        };
    }

    private static StoredImage Read<T>(Mat[] pages, PixelType type, PageAxis axis) where T : unmanaged
    {
        int rows = pages[0].Rows, columns = pages[0].Cols, stored = pages[0].Channels();
        int[] order = Order[stored - 1];
        if (axis == PageAxis.Auto)
            axis = order.Length == 1 && pages.Length is >= 2 and <= 4 ? PageAxis.Channels : PageAxis.Slices;
        int colors = order.Length, channels = axis == PageAxis.Channels ? colors * pages.Length : colors;
        int slices = axis == PageAxis.Slices ? pages.Length : 1, frames = axis == PageAxis.Frames ? pages.Length : 1, plane = rows * columns;
        var samples = new T[checked((int)((long)plane * colors * pages.Length))];
        for (int page = 0; page < pages.Length; page++)
        {
            for (int color = 0; color < colors; color++)
            {
                // Order (frame, channel, z, y, x).
                int place = axis == PageAxis.Slices ? color * slices + page : page * colors + color;
                Span<T> target = samples.AsSpan(place * plane, plane);
                for (int y = 0; y < rows; y++)
                {
                    ReadOnlySpan<T> row = MatMemory.Row<T>(pages[page], y, columns * stored);
                    for (int x = 0; x < columns; x++)
                        target[y * columns + x] = row[x * stored + order[color]];
                }
            }
        }
        return new StoredImage(samples, type, new ImageShape(slices, rows, columns), channels, frames);
    }
}
