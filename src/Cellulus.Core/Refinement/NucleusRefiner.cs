namespace Cellulus;

/// <summary>
/// Cuts every object at Otsu's threshold over the intensities inside it and fills the holes (the reference's post-processing
/// of nuclei). An object of one single intensity vanishes. Several channels are added up.
/// </summary>
public sealed class NucleusRefiner : ISegmentationRefiner, IStreamedRefiner
{
    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        ImageShape shape = input.Labels.Shape;
        int[] labels = input.Labels.Labels.ToArray();
        float[] intensity = IntensityImage.Combine(input.Image);
        int[] numbers = LabelNumbering.CloseGaps(labels);
        return LabelImage.Adopt(Cut(labels, intensity, shape, numbers, _ => true, execution), shape);
    }

    int IStreamedRefiner.ScratchBytesPerPixel => 4;

    string IStreamedRefiner.Describe() => "";

    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution)
    {
        var windows = new Lazy<ObjectWindows>(() => new ObjectWindows(scene.Windows, LabelBoxes.Find(scene.Strips, labels, execution), 0, 0));
        return StreamedWindows.Refine(scene, labels, name, execution, (core, window) =>
        {
            if (windows.Value.ObjectsOf(window).Count == 0)
                return new int[core.Shape.CheckedLength()];
            GridBox box = scene.RequireWindow(windows.Value.WithContext(window));
            int[] part = labels.Read(box, execution), numbers = LabelNumbering.CloseGaps(part);
            float[] intensity = scene.Image.ReadIntensity(box, execution.CancellationToken);
            int[] cut = Cut(part, intensity, box.Shape, numbers, windows.Value.ObjectsOf(window).ToHashSet().Contains, execution with { Progress = null });
            return box.Crop<int>(cut, core);
        });
    }

    private static int[] Cut(int[] labels, float[] intensity, ImageShape shape, int[] numbers, Predicate<int> isWanted, StageExecution execution)
    {
        GridBox[] boxes = ObjectBoxes.Find(labels, shape, numbers.Length);
        var masks = new bool[]?[numbers.Length];
        ParallelWork.For(numbers.Length, execution, o => masks[o] = isWanted(numbers[o]) ? Cut(labels, intensity, shape, boxes[o], o + 1) : null);

        var result = new int[labels.Length];
        for (int o = 0; o < masks.Length; o++)
            if (masks[o] is { } mask)
                Write(mask, boxes[o], shape, numbers[o], result);
        return result;
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
