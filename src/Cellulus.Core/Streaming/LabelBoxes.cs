namespace Cellulus;

/// <summary>Boxes around the objects of an image that is larger than memory.</summary>
internal static class LabelBoxes
{
    /// <summary>The box of each label; empty for numbers that no pixel has.</summary>
    /// <param name="strips">Whole rows of the image, a few at a time.</param>
    /// <param name="labels">Labels of the image.</param>
    /// <param name="execution">Cancellation.</param>
    public static GridBox[] Find(BoxGrid strips, ILabelReader labels, StageExecution execution)
    {
        var boxes = new GridBox[labels.MaxLabel + 1];
        Array.Fill(boxes, GridBox.Empty);
        for (int strip = 0; strip < strips.Count; strip++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            GridBox box = strips[strip];
            int[] values = labels.Read(box, execution);
            for (int i = 0; i < values.Length; i++)
                if (values[i] is var label and not 0)
                    boxes[label] = boxes[label].Including(box.Z0, box.Y0 + i / box.Shape.Width, i % box.Shape.Width);
        }
        return boxes;
    }
}
