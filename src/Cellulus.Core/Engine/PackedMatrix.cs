namespace Cellulus.Engine;

/// <summary>
/// Weights (taps, depth, columns) laid out as the kernels read them: panel after panel, each tap by tap, each depth step a
/// row of adjacent columns. Columns are a multiple of 8.
/// </summary>
internal sealed class PackedMatrix
{
    private readonly AlignedBuffer _values;
    private readonly AlignedBuffer _bias;

    public PackedMatrix(GemmKernel kernel, int taps, int depth, int columns)
    {
        Kernel = kernel;
        Taps = taps;
        Depth = depth;
        Columns = columns;
        _values = new AlignedBuffer(checked(taps * depth * columns));
        _bias = new AlignedBuffer(columns);
    }

    public GemmKernel Kernel { get; }
    public int Taps { get; }
    public int Depth { get; }
    public int Columns { get; }
    public ReadOnlySpan<float> Values => _values.Span;

    /// <summary>First value of each column's sum; zeros unless set.</summary>
    public Span<float> Bias => _bias.Span;

    /// <summary>Fills one row of columns: the weights of one tap and depth step.</summary>
    public void SetRow(int tap, int step, ReadOnlySpan<float> columns)
    {
        Span<float> values = _values.Span;
        for (int column = 0; column < Columns;)
        {
            int width = Kernel.NextWidth(Columns - column);
            int start = column * Taps * Depth + (tap * Depth + step) * width;
            columns.Slice(column, width).CopyTo(values.Slice(start, width));
            column += width;
        }
    }

    /// <summary>Fills a tap with a matrix (columns, depth), turned.</summary>
    public void SetTransposed(int tap, ReadOnlySpan<float> matrix)
    {
        Span<float> values = _values.Span;
        for (int column = 0; column < Columns;)
        {
            int width = Kernel.NextWidth(Columns - column), start = column * Taps * Depth + tap * Depth * width;
            for (int step = 0; step < Depth; step++)
                for (int i = 0; i < width; i++)
                    values[start + step * width + i] = matrix[(column + i) * Depth + step];
            column += width;
        }
    }
}
