namespace Cellulus;

/// <summary>
/// Intensity and texture of an image, or of a window of it, without hot pixels (medians of three by three), as sums along rows. In whole
/// numbers: what is summed comes out the
/// same wherever a window begins.
/// </summary>
internal sealed class EvidenceScene
{
    /// <summary>Steps of a normalised intensity of 1, and the largest intensity told apart.</summary>
    private const float Steps = 1 << 20, Largest = 512;

    /// <summary>Pixels of a window beyond those judged that decide about them: a median, then a difference of neighbours.</summary>
    public const int Margin = 2;

    private readonly int[] _known;

    /// <param name="values">One normalised value a pixel.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="isKnown">Whether a label is known to be an object.</param>
    /// <param name="window">Where the values lie in the image.</param>
    /// <param name="grid">Extent of the image.</param>
    /// <param name="execution">Threads, cancellation.</param>
    public EvidenceScene(ReadOnlyMemory<float> values, int[] labels, bool[] isKnown, GridBox window, ImageShape grid, StageExecution execution)
    {
        (Window, Grid, Labels) = (window, grid, labels);
        int width = window.Shape.Width, height = window.Shape.Height, stride = width + 1;
        (Intensity, Texture) = (new int[values.Length], new int[values.Length]);
        (IntensitySums, TextureSums, _known) = (new long[window.Rows * stride], new long[window.Rows * stride], new int[window.Rows * stride]);
        GridBox all = GridBox.Of(window.Shape);
        ParallelWork.For(window.Rows, execution, row =>
        {
            Span<float> around = stackalloc float[9];
            for (int x = 0; x < width; x++)
            {
                Span<float> square = around[..Square.At(values.Span, all, all, row, x, 1, around)];
                square.Sort();
                Intensity[row * width + x] = (int)MathF.Round(Math.Clamp(square[square.Length / 2], -Largest, Largest) * Steps);
            }
        });
        ParallelWork.For(window.Rows, execution, row =>
        {
            int above = (row % height == 0 ? row : row - 1) * width, below = (row % height == height - 1 ? row : row + 1) * width, sums = row * stride;
            for (int x = 0, i = row * width; x < width; x++, i++)
            {
                long across = (long)Intensity[x == width - 1 ? i : i + 1] - Intensity[x == 0 ? i : i - 1], down = (long)Intensity[below + x] - Intensity[above + x];
                Texture[i] = (int)((Math.Abs(across) + Math.Abs(down)) / 4);
                IntensitySums[sums + x + 1] = IntensitySums[sums + x] + Intensity[i];
                TextureSums[sums + x + 1] = TextureSums[sums + x] + Texture[i];
                _known[sums + x + 1] = _known[sums + x] + (isKnown[labels[i]] ? 1 : 0);
            }
        });
    }

    /// <summary>Where the values lie in the image.</summary>
    public GridBox Window { get; }

    /// <summary>Extent of the image.</summary>
    public ImageShape Grid { get; }

    public int[] Labels { get; }

    /// <summary>Intensity in steps.</summary>
    public int[] Intensity { get; }

    /// <summary>How much neighbours differ, in steps: half the mean of the absolute central differences along rows and columns.</summary>
    public int[] Texture { get; }

    /// <summary>For each row the sums of what lies left of each column, one more than columns.</summary>
    public long[] IntensitySums { get; }

    /// <inheritdoc cref="IntensitySums"/>
    public long[] TextureSums { get; }

    /// <summary>Whether a box, given on the grid of the image, holds anything of an object that is known to be one.</summary>
    public bool IsOnKnown(GridBox box)
    {
        GridBox inner = box.RelativeTo(Window);
        for (int row = 0; row < inner.Rows; row++)
        {
            int sums = RowOf(inner, row) * (Window.Shape.Width + 1);
            if (_known[sums + inner.X1] > _known[sums + inner.X0])
                return true;
        }
        return false;
    }

    /// <summary>Which row of the window a row of a box is that lies in it.</summary>
    public int RowOf(GridBox inner, int row)
    {
        int height = inner.Y1 - inner.Y0;
        return (inner.Z0 + row / height) * Window.Shape.Height + inner.Y0 + row % height;
    }
}
