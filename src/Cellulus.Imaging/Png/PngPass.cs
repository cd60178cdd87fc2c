namespace Cellulus.Imaging;

/// <summary>The pixels one pass over the image delivers: every <c>StepX</c>-th column from X, every <c>StepY</c>-th row from Y.</summary>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    /// <summary>The one pass of an image that is not interlaced.</summary>
    public static PngPass[] Whole { get; } = [new(0, 0, 1, 1)];

    /// <summary>The seven passes of the Adam7 scheme.</summary>
    public static PngPass[] Adam7 { get; } =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    /// <summary>Columns of the pass in an image so wide; may be 0.</summary>
    public int Columns(int width) => (int)(((long)width - X + StepX - 1) / StepX);

    /// <summary>Rows of the pass in an image so high; may be 0.</summary>
    public int Rows(int height) => (int)(((long)height - Y + StepY - 1) / StepY);
}
