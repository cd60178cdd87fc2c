namespace Cellulus;

/// <summary>What an intensity range is found from, as values to go through.</summary>
internal static class BlockScans
{
    /// <summary>The values themselves; notes their range on the way.</summary>
    public static IValueScan Values(IChannelBlocks channel, ValueRange range) => new Scan(channel, 0, (values, box, inner, visitor) =>
    {
        var row = new float[inner.Shape.Width];
        for (int r = 0; r < inner.Rows; r++)
        {
            ReadOnlySpan<float> line = Row(values, box, inner, r);
            range.Include(line);
            visitor(line);
        }
    });

    /// <summary>Absolute second differences along rows, where there are neighbours on both sides.</summary>
    public static IValueScan SecondDifferences(IChannelBlocks channel) => new Scan(channel, 1, (values, box, inner, visitor) =>
    {
        var differences = new float[Math.Max(0, box.Shape.Width - 2)];
        GridBox whole = inner with { X0 = box.X0, X1 = box.X1 };
        for (int r = 0; r < inner.Rows && differences.Length > 0; r++)
        {
            SecondDifference.Of(Row(values, box, whole, r), differences);
            visitor(differences);
        }
    });

    /// <summary>Medians of three by three pixels, of fewer at the border: no single pixel or pair of them is left.</summary>
    public static IValueScan Medians(IChannelBlocks channel) => new Scan(channel, 1, (values, box, inner, visitor) =>
    {
        var medians = new float[inner.Shape.Width];
        Span<float> around = stackalloc float[9];
        for (int r = 0; r < inner.Rows; r++)
        {
            for (int x = 0; x < medians.Length; x++)
            {
                int n = Square.At(values, box, inner, r, x, 1, around);
                around[..n].Sort();
                medians[x] = around[n / 2];
            }
            visitor(medians);
        }
    });

    private static ReadOnlySpan<float> Row(ReadOnlySpan<float> values, GridBox box, GridBox inner, int row) =>
        values.Slice(inner.RelativeTo(box).RowStart(row, box.Shape), inner.Shape.Width);

    private delegate void BlockWork(ReadOnlySpan<float> values, GridBox box, GridBox inner, ValueVisitor visitor);

    private sealed class Scan(IChannelBlocks channel, int margin, BlockWork work) : IValueScan
    {
        public void Visit(ValueVisitor visitor, CancellationToken cancellationToken) =>
            channel.Visit(margin, (values, box, inner) => work(values, box, inner, visitor), cancellationToken);
    }
}
