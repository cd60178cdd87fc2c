namespace Cellulus;

/// <summary>Labels and embeddings of an image, row by row in the order (z, y): sums hang on the order, so an image in memory and a streamed
/// one give the same.</summary>
internal abstract class LabelRows
{
    /// <param name="shape">Extent of the labels.</param>
    /// <param name="grid">Extent of the field.</param>
    protected LabelRows(ImageShape shape, ImageShape grid)
    {
        Shape = shape;
        Columns = EmbeddingSpread.NearestPositions(shape.Width, grid.Width);
        Rows = EmbeddingSpread.NearestPositions(shape.Height, grid.Height);
        Slices = EmbeddingSpread.NearestPositions(shape.Depth, grid.Depth);
    }

    /// <summary>Extent of the labels.</summary>
    public ImageShape Shape { get; }

    /// <summary>No label is larger.</summary>
    public abstract int MaxLabel { get; }

    /// <summary>For each column of the labels the nearest of the field.</summary>
    protected int[] Columns { get; }

    /// <summary>For each row of the labels the nearest of the field.</summary>
    protected int[] Rows { get; }

    /// <summary>For each slice of the labels the nearest of the field.</summary>
    protected int[] Slices { get; }

    /// <summary>Visits all rows.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; checked once a row.</exception>
    public abstract void Visit(LabelRowVisitor visit);

    /// <summary>Rows of labels in memory.</summary>
    public static LabelRows Of(LabelImage labels, EmbeddingField field, CancellationToken cancellationToken) => new WholeRows(labels, field, cancellationToken);

    /// <summary>Rows of labels that are streamed.</summary>
    /// <param name="scene">Embeddings, and the strips that are read at once.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="execution">Progress, cancellation.</param>
    /// <param name="readsBefore">Whether <see cref="LabelRow.Before"/> is asked for: that reads all labels of a volume twice.</param>
    public static LabelRows Of(StreamedScene scene, ILabelReader labels, StageExecution execution, bool readsBefore = false) =>
        new StreamedRows(scene, labels, execution, readsBefore);

    private sealed class WholeRows(LabelImage labels, EmbeddingField field, CancellationToken cancellationToken) : LabelRows(labels.Shape, field.Shape)
    {
        public override int MaxLabel => labels.MaxLabel;

        public override void Visit(LabelRowVisitor visit)
        {
            for (int z = 0; z < Shape.Depth; z++)
                for (int y = 0; y < Shape.Height; y++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    visit(new LabelRow(Row(z, y), (z, y), Columns, field, (Slices[z], Rows[y]), (int)field.Shape.IndexOf(Slices[z], Rows[y], 0))
                    {
                        Above = y > 0 ? Row(z, y - 1) : [], Before = z > 0 ? Row(z - 1, y) : [],
                    });
                }
        }

        private ReadOnlySpan<int> Row(int z, int y) => labels.Labels.Slice((int)Shape.IndexOf(z, y, 0), Shape.Width);
    }

    private sealed class StreamedRows(StreamedScene scene, ILabelReader labels, StageExecution execution, bool readsBefore) : LabelRows(labels.Shape, scene.Field.Shape)
    {
        public override int MaxLabel => labels.MaxLabel;

        public override void Visit(LabelRowVisitor visit)
        {
            int width = Shape.Width, gridWidth = scene.Field.Shape.Width;
            int[] last = [];
            for (int strip = 0; strip < scene.Strips.Count; strip++)
            {
                GridBox box = scene.Strips[strip];
                int slice = Slices[box.Z0], firstRow = Rows[box.Y0];
                EmbeddingField field = scene.Field.Read(new GridBox(slice, firstRow, 0, slice + 1, Rows[box.Y1 - 1] + 1, gridWidth));
                int[] values = labels.Read(box, execution);
                int[] before = readsBefore && box.Z0 > 0 ? labels.Read(box with { Z0 = box.Z0 - 1, Z1 = box.Z0 }, execution) : [];
                for (int y = box.Y0, at = 0; y < box.Y1; y++, at += width)
                {
                    execution.CancellationToken.ThrowIfCancellationRequested();
                    visit(new LabelRow(values.AsSpan(at, width), (box.Z0, y), Columns, field, (slice, Rows[y]), (Rows[y] - firstRow) * gridWidth)
                    {
                        Above = y == 0 ? [] : at > 0 ? values.AsSpan(at - width, width) : last,
                        Before = before.Length > 0 ? before.AsSpan(at, width) : [],
                    });
                }
                last = values[^width..];
                execution.Progress?.Report((strip + 1.0) / scene.Strips.Count);
            }
        }
    }
}
