namespace Cellulus;

/// <summary>Measures the objects of a streamed image, row by row in the order of the whole.</summary>
internal static class StreamedMeasurement
{
    public static SegmentedObject[] Measure(StreamedScene scene, ILabelReader labels, StageExecution execution)
    {
        double[] confidence = EmbeddingConfidence.Of(scene, labels, execution with { Progress = null });
        var measurement = new ObjectMeasurement(labels.MaxLabel, scene.Image.Channels);
        int width = scene.Shape.Width;
        for (int strip = 0; strip < scene.Strips.Count; strip++)
        {
            GridBox box = scene.Strips[strip];
            int[] values = labels.Read(box, execution);
            float[] raw = scene.Image.ReadRaw(box, execution.CancellationToken);
            for (int y = box.Y0; y < box.Y1; y++)
            {
                execution.CancellationToken.ThrowIfCancellationRequested();
                int start = (y - box.Y0) * width;
                ReadOnlySpan<int> row = values.AsSpan(start, width);
                measurement.AddRow(box.Z0, y, row);
                for (int channel = 0; channel < scene.Image.Channels; channel++)
                    measurement.AddValues(row, channel, raw.AsSpan(channel * values.Length + start, width));
            }
            execution.Progress?.Report((strip + 1.0) / scene.Strips.Count);
        }
        return measurement.ToObjects(confidence);
    }
}
