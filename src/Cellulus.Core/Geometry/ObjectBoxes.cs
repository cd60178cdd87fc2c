namespace Cellulus;

/// <summary>Bounding boxes of labelled objects.</summary>
internal static class ObjectBoxes
{
    /// <summary>One box for each of the labels 1 to <paramref name="count"/>; entry i is of label i + 1.</summary>
    public static GridBox[] Find(ReadOnlySpan<int> labels, ImageShape shape, int count)
    {
        var boxes = new GridBox[count];
        Array.Fill(boxes, GridBox.Empty);
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                    if (labels[i] is var label and not 0)
                        boxes[label - 1] = boxes[label - 1].Including(z, y, x);
        return boxes;
    }
}
