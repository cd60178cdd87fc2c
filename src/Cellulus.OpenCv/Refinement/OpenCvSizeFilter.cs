using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary><see cref="SizeFilter"/> on OpenCV's connected components: the same labels, numbers included. Volumes go to the managed
/// one.</summary>
public sealed class OpenCvSizeFilter : ISegmentationRefiner
{
    private readonly SizeFilter _managed;

    /// <summary>A filter.</summary>
    /// <param name="options">Default: pieces under a tenth of a typical object are dropped.</param>
    public OpenCvSizeFilter(SizeFilterOptions? options = null) => _managed = new SizeFilter(options);

    /// <summary>What the filter was made with.</summary>
    public SizeFilterOptions Options => _managed.Options;

    /// <inheritdoc/>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(execution);
        return input.Labels.Shape.Rank == 3 ? _managed.Refine(input, execution) : OpenCvCall.Run(() => Filter(input, execution));
    }

    private LabelImage Filter(RefinementInput input, StageExecution execution)
    {
        ImageShape shape = input.Labels.Shape;
        double smallest = Options.MinSize ?? ObjectSize.Smallest(input.ObjectDiameter, shape);
        int[] labels = input.Labels.Labels.ToArray(), numbers = LabelNumbering.CloseGaps(labels);
        GridBox[] boxes = ObjectBoxes.Find(labels, shape, numbers.Length);
        using Mat all = MatMemory.Create<int>(labels, shape.Height, shape.Width, MatType.CV_32SC1);
        var pieces = new List<int[]>();
        for (int o = 0; o < boxes.Length; o++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            pieces.AddRange(Pieces(all, boxes[o], o + 1, shape).Where(piece => piece.Length >= smallest));
        }
        int[] result = new int[labels.Length];
        int number = 0;
        foreach (int[] piece in pieces.OrderBy(piece => piece[0]))
        {
            number++;
            foreach (int pixel in piece)
                result[pixel] = number;
        }
        return LabelImage.Adopt(result, shape);
    }

    // The connected pieces of one object, each the indices of its pixels, rising.
    private static List<int>[] PixelsOf(int[] components, int count, GridBox box, ImageShape shape)
    {
        List<int>[] pixels = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        int width = box.Shape.Width;
        for (int i = 0; i < components.Length; i++)
            if (components[i] != 0)
                pixels[components[i] - 1].Add(shape.IndexOf(0, box.Y0 + i / width, box.X0 + i % width));
        return pixels;
    }

    private static IEnumerable<int[]> Pieces(Mat labels, GridBox box, int label, ImageShape shape)
    {
        using Mat part = labels.SubMat(box.Y0, box.Y1, box.X0, box.X1), own = new(), components = new();
        Cv2.InRange(part, new Scalar(label), new Scalar(label), own);
        int count = Cv2.ConnectedComponents(own, components, PixelConnectivity.Connectivity8) - 1;
        return PixelsOf(MatMemory.ToArray<int>(components), count, box, shape).Select(pixels => pixels.ToArray());
    }
}
