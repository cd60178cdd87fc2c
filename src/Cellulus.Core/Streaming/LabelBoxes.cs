namespace Cellulus;

/// <summary>Boxes around the objects of an image that is larger than memory.</summary>
internal static class LabelBoxes
{
    /// <summary>The box of each label; empty for numbers that no pixel has.</summary>
    public static GridBox[] Find(StreamedScene scene, ILabelReader labels, StageExecution execution)
    {
        var boxes = new GridBox[labels.MaxLabel + 1];
        Array.Fill(boxes, GridBox.Empty);
        for (int strip = 0; strip < scene.Strips.Count; strip++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            GridBox box = scene.Strips[strip];
            int[] values = labels.Read(box, execution);
            for (int i = 0; i < values.Length; i++)
                if (values[i] is var label and not 0)
                    boxes[label] = boxes[label].Including(box.Z0, box.Y0 + i / box.Shape.Width, i % box.Shape.Width);
        }
        return boxes;
    }
}
