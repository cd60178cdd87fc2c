namespace Cellulus;

/// <summary>Numbers the labels of a streamed image 1 to n and writes them.</summary>
internal static class LabelOutput
{
    /// <summary>The same labels without gaps, in the same order.</summary>
    public static ILabelReader CloseGaps(StreamedScene scene, ILabelReader labels, StageExecution execution)
    {
        var isUsed = new bool[labels.MaxLabel + 1];
        var values = new int[scene.Strips.Box.PixelCount];
        for (int strip = 0; strip < scene.Strips.Count; strip++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            GridBox box = scene.Strips[strip];
            Memory<int> part = values.AsMemory(0, (int)box.Shape.PixelCount);
            labels.Read(box, part, execution);
            foreach (int label in part.Span)
                isUsed[label] = true;
        }
        var numbers = new int[isUsed.Length];
        for (int label = 1, last = 0; label < numbers.Length; label++)
            numbers[label] = isUsed[label] ? ++last : 0;
        return new MappedLabels(labels, numbers);
    }

    /// <summary>Writes all tiles; what the sink makes of them shows only when all are written.</summary>
    public static void Write(ILabelReader labels, PixelSize? pixelSize, ILabelSink sink, StageExecution execution)
    {
        using ILabelWriter writer = sink.Open(labels.Shape, labels.MaxLabel, pixelSize);
        var tiles = new BoxGrid(labels.Shape, writer.TileShape);
        for (int tile = 0; tile < tiles.Count; tile++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            writer.Write(tiles[tile].ToPixelBox(), labels.Read(tiles[tile], execution));
            execution.Progress?.Report((tile + 1.0) / tiles.Count);
        }
        execution.CancellationToken.ThrowIfCancellationRequested();
        writer.Complete();
    }
}
