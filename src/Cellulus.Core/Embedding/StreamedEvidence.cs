namespace Cellulus;

/// <summary><see cref="ObjectEvidence"/> of the objects of an image larger than memory: rows in the same order, so the same sums.</summary>
internal static class StreamedEvidence
{
    /// <summary>Confidence of each object, for label i at i - 1.</summary>
    public static double[] Confidence(StreamedScene scene, ILabelReader labels, StageExecution execution) => EmbeddingConfidence.Of(
        Gather(scene, labels, execution), scene.Shape, scene.ObjectDiameter, scene.Field.HasBorders, scene.Field.TypicalConfidence);

    private static ObjectEvidence[] Gather(StreamedScene scene, ILabelReader labels, StageExecution execution)
    {
        int rim = ObjectEvidence.RimOf(scene.ObjectDiameter);
        var objects = new ObjectEvidence[labels.MaxLabel + 1];
        ImageShape shape = labels.Shape, grid = scene.Field.Shape;
        int[] columns = EmbeddingSpread.NearestPositions(shape.Width, grid.Width);
        int[] rows = EmbeddingSpread.NearestPositions(shape.Height, grid.Height);
        int[] slices = EmbeddingSpread.NearestPositions(shape.Depth, grid.Depth);
        for (int strip = 0; strip < scene.Strips.Count; strip++)
        {
            GridBox box = scene.Strips[strip];
            int slice = slices[box.Z0], firstRow = rows[box.Y0];
            EmbeddingField field = scene.Field.Read(new GridBox(slice, firstRow, 0, slice + 1, rows[box.Y1 - 1] + 1, grid.Width));
            int[] values = labels.Read(box, execution);
            for (int y = box.Y0; y < box.Y1; y++)
            {
                execution.CancellationToken.ThrowIfCancellationRequested();
                ObjectEvidence.AddRow(
                    objects, values.AsSpan((y - box.Y0) * shape.Width, shape.Width), shape, (box.Z0, y), columns, field, (slice, rows[y]),
                    (rows[y] - firstRow) * grid.Width, rim);
            }
            execution.Progress?.Report((strip + 1.0) / scene.Strips.Count);
        }
        return objects;
    }
}
