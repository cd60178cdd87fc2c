namespace Cellulus;

/// <summary>A channel in memory, some rows of a slice at a time.</summary>
internal sealed class MemoryBlocks(ReadOnlyMemory<float> values, ImageShape shape) : IChannelBlocks
{
    // Values between two looks at the cancellation token; some 10 ms.
    private const int Chunk = 1 << 21;

    public ImageShape Shape => shape;

    public void Visit(int margin, BlockVisitor visitor, CancellationToken cancellationToken)
    {
        int rows = Math.Max(1, Chunk / shape.Width);
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y += rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var inner = new GridBox(z, y, 0, z + 1, Math.Min(shape.Height, y + rows), shape.Width);
                GridBox box = inner with { Y0 = Math.Max(0, inner.Y0 - margin), Y1 = Math.Min(shape.Height, inner.Y1 + margin) };
                visitor(values.Span.Slice(shape.IndexOf(z, box.Y0, 0), box.Rows * shape.Width), box, inner);
            }
    }
}
