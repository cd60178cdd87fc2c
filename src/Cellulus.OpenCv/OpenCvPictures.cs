using Cellulus.Imaging;
using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary>Pictures of results, drawn by OpenCV.</summary>
public static class OpenCvPictures
{
    /// <summary>
    /// The image with the outlines of the objects drawn in colour: the picture that <see cref="Pictures.Overlay"/> makes, byte for byte,
    /// outlined by a morphological gradient. Volumes go to the managed one.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="labels">The objects; of the same extent as the image.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="ArgumentException">Image and labels differ in extent.</exception>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public static Picture Overlay(MicroscopyImage image, LabelImage labels, PictureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(labels);
        options ??= new PictureOptions();
        return image.Shape != labels.Shape || labels.Shape.Rank == 3
            ? Pictures.Overlay(image, labels, options)
            : OpenCvCall.Run(() => Draw(Pictures.Image(image, options), labels, options));
    }

    private static Picture Draw(Picture picture, LabelImage labels, PictureOptions options)
    {
        ImageShape shape = labels.Shape;
        int factor = picture.Width / shape.Width;
        int[] dense = labels.Labels.ToArray(), numbers = LabelNumbering.CloseGaps(dense);
        using Mat canvas = MatMemory.Create(picture.Rgb, picture.Height, picture.Width, MatType.CV_8UC3);
        // Numbers without gaps are exact as floats, which morphology works on.
        using Mat small = MatMemory.Create<float>(Array.ConvertAll(dense, label => (float)label), shape.Height, shape.Width, MatType.CV_32FC1);
        using Mat large = Enlarge(small, factor), outline = Outline(large, (factor + 1) / 2);
        Func<int, RgbColor> colorOf = options.OutlineColor is { } same ? _ => same : new LabelColors(labels).Of;
        RgbColor[] colors = [.. numbers.Select(colorOf)];
        foreach (IGrouping<RgbColor, int> objects in Enumerable.Range(0, colors.Length).GroupBy(o => colors[o]))
        {
            bool[] isOne = new bool[numbers.Length + 1];
            foreach (int o in objects)
                isOne[o + 1] = true;
            byte[] members = Array.ConvertAll(dense, label => isOne[label] ? byte.MaxValue : byte.MinValue);
            using Mat smallMask = MatMemory.Create<byte>(members, shape.Height, shape.Width, MatType.CV_8UC1), mask = Enlarge(smallMask, factor);
            using var drawn = new Mat();
            Cv2.BitwiseAnd(mask, outline, drawn);
            canvas.SetTo(new Scalar(objects.Key.Red, objects.Key.Green, objects.Key.Blue), drawn);
        }
        return new Picture(MatMemory.ToArray<byte>(canvas), picture.Width, picture.Height);
    }

    // Each pixel as a square: exact, whatever the factor, where scaling by a fraction may round to the neighbour.
    private static Mat Enlarge(Mat mat, int factor)
    {
        int rows = mat.Rows, columns = mat.Cols;
        using Mat column = mat.Reshape(0, rows * columns), wide = new();
        Cv2.Repeat(column, 1, factor, wide);
        using Mat wideRows = wide.Reshape(0, rows), tall = new();
        Cv2.Repeat(wideRows, 1, factor, tall);
        return tall.Reshape(0, rows * factor);
    }

    // 255 where one of the four pixels at a distance has another label; beyond the border there is none.
    private static Mat Outline(Mat labels, int reach)
    {
        int side = 2 * reach + 1;
        byte[] cross = new byte[side * side];
        foreach ((int y, int x) in new[] { (0, 0), (-reach, 0), (reach, 0), (0, -reach), (0, reach) })
            cross[(reach + y) * side + reach + x] = 1;
        using Mat element = MatMemory.Create<byte>(cross, side, side, MatType.CV_8UC1), gradient = new(), differs = new();
        Cv2.MorphologyEx(labels, gradient, MorphTypes.Gradient, element);
        Cv2.Threshold(gradient, differs, 0, 255, ThresholdTypes.Binary);
        var outline = new Mat();
        differs.ConvertTo(outline, MatType.CV_8UC1);
        return outline;
    }
}
