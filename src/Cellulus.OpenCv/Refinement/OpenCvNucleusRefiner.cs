using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary><see cref="NucleusRefiner"/> on OpenCV's thresholds and flood fill: the same labels. Volumes go to the managed one.</summary>
public sealed class OpenCvNucleusRefiner : ISegmentationRefiner
{
    private const byte Outside = 128, Object = 255;

    private readonly NucleusRefiner _managed = new();

    /// <inheritdoc/>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        return input.Labels.Shape.Rank == 3 ? _managed.Refine(input, execution) : OpenCvCall.Run(() => Cut(input, execution));
    }

    private static LabelImage Cut(RefinementInput input, StageExecution execution)
    {
        ImageShape shape = input.Labels.Shape;
        int[] labels = input.Labels.Labels.ToArray();
        float[] intensity = IntensityImage.Combine(input.Image);
        int[] numbers = LabelNumbering.CloseGaps(labels);
        GridBox[] boxes = ObjectBoxes.Find(labels, shape, numbers.Length);
        using Mat allLabels = MatMemory.Create<int>(labels, shape.Height, shape.Width, MatType.CV_32SC1);
        using Mat allIntensities = MatMemory.Create<float>(intensity, shape.Height, shape.Width, MatType.CV_32FC1);
        using Mat result = new(shape.Height, shape.Width, MatType.CV_32SC1, new Scalar(0));
        for (int o = 0; o < boxes.Length; o++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            using Mat own = Part(allLabels, boxes[o]), values = Part(allIntensities, boxes[o]), target = Part(result, boxes[o]);
            using Mat mask = Cut(own, values, o + 1);
            target.SetTo(new Scalar(numbers[o]), mask);
        }
        return LabelImage.Adopt(MatMemory.ToArray<int>(result), shape);
    }

    private static Mat Part(Mat mat, GridBox box) => mat.SubMat(box.Y0, box.Y1, box.X0, box.X1);

    // The object's pixels above its threshold, without holes: 255, others 0.
    private static Mat Cut(Mat labels, Mat intensities, int label)
    {
        using Mat own = new(), bright = new(), brightBytes = new(), cut = new(), padded = new();
        Cv2.InRange(labels, new Scalar(label), new Scalar(label), own);
        double threshold = OpenCvOtsu.Compute(Inside(own, intensities));
        Cv2.Threshold(intensities, bright, OpenCvOtsu.Above(threshold), 255, ThresholdTypes.Binary);
        bright.ConvertTo(brightBytes, MatType.CV_8UC1);
        Cv2.BitwiseAnd(own, brightBytes, cut);
        // What is reached from a frame around the box is outside; all else is the object.
        Cv2.CopyMakeBorder(cut, padded, 1, 1, 1, 1, BorderTypes.Constant, new Scalar(0));
        Cv2.FloodFill(padded, new Point(0, 0), new Scalar(Outside));
        int rows = padded.Rows, columns = padded.Cols;
        using Mat inner = padded.SubMat(1, rows - 1, 1, columns - 1);
        using var outside = new Mat();
        Cv2.InRange(inner, new Scalar(Outside), new Scalar(Outside), outside);
        var filled = new Mat();
        Cv2.BitwiseNot(outside, filled);
        return filled;
    }

    private static float[] Inside(Mat mask, Mat values)
    {
        byte[] isInside = MatMemory.ToArray<byte>(mask);
        float[] all = MatMemory.ToArray<float>(values);
        return [.. all.Where((_, i) => isInside[i] == Object)];
    }
}
