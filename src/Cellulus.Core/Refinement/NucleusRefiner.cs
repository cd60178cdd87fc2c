namespace Cellulus;

/// <summary>
/// Cuts every object at Otsu's threshold over the intensities inside it and fills the holes (the reference's post-processing
/// of nuclei). An object of one single intensity vanishes. Several channels are added up.
/// </summary>
public sealed class NucleusRefiner : ISegmentationRefiner
{
    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        ImageShape shape = input.Labels.Shape;
        int[] labels = input.Labels.Labels.ToArray();
        float[] intensity = IntensityImage.Combine(input.Image);
        int[] numbers = LabelNumbering.CloseGaps(labels);
        GridBox[] boxes = ObjectBoxes.Find(labels, shape, numbers.Length);
        var masks = new bool[numbers.Length][];
        ParallelWork.For(numbers.Length, execution, o => masks[o] = Cut(labels, intensity, shape, boxes[o], o + 1));

        var result = new int[labels.Length];
        for (int o = 0; o < masks.Length; o++)
            Write(masks[o], boxes[o], shape, numbers[o], result);
        return LabelImage.Adopt(result, shape);
    }

    private static bool[] Cut(int[] labels, float[] intensity, ImageShape shape, GridBox box, int label)
    {
        var inside = new List<float>();
        int width = box.Shape.Width;
        for (int row = 0; row < box.Rows; row++)
            for (int i = box.RowStart(row, shape), end = i + width; i < end; i++)
                if (labels[i] == label)
                    inside.Add(intensity[i]);
        double threshold = OtsuThreshold.Compute<float>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(inside));
        var mask = new bool[box.Rows * width];
        for (int row = 0, m = 0; row < box.Rows; row++)
            for (int i = box.RowStart(row, shape), end = i + width; i < end; i++, m++)
                mask[m] = labels[i] == label && intensity[i] > threshold;
        HoleFilling.Fill(mask, box.Shape);
        return mask;
    }

    private static void Write(bool[] mask, GridBox box, ImageShape shape, int label, int[] result)
    {
        int width = box.Shape.Width;
        for (int row = 0, m = 0; row < box.Rows; row++)
            for (int i = box.RowStart(row, shape), end = i + width; i < end; i++, m++)
                if (mask[m])
                    result[i] = label;
    }
}
