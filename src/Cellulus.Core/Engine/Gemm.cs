namespace Cellulus.Engine;

/// <summary>
/// The two products everything is made of, with bounds checked once and work cut so that weights stay in the first-level
/// cache. The cuts never change the order of a sum.
/// </summary>
internal static unsafe class Gemm
{
    // Half of a 32 or 48 KiB first-level cache and a bit: the other half serves inputs and outputs.
    private const int PanelFloats = 24 * 1024 / sizeof(float);

    // Pixels of a weight gradient between two stores; a strip of 24 columns then takes 12 KiB.
    private const int PixelStrip = 128;

    /// <summary>
    /// For each of <paramref name="rows"/> pixels:
    /// <code>c (columns) = [bias | c] + sum over taps: a (depth) . b (depth, columns)</code>
    /// </summary>
    /// <param name="a">Input values.</param>
    /// <param name="aOffsets">Where the first pixel's window begins in <paramref name="a"/>, for each tap.</param>
    /// <param name="aRow">Floats from one pixel's window to the next; windows may overlap.</param>
    /// <param name="b">Weights and bias.</param>
    /// <param name="accumulate">Begin with what is in <paramref name="c"/> instead of the bias.</param>
    /// <param name="c">Output values.</param>
    /// <param name="cOffset">Where the first pixel's columns begin.</param>
    /// <param name="cRow">Floats from one pixel's columns to the next.</param>
    /// <param name="rows">Pixels.</param>
    /// <param name="rectify">Clamp the results at zero.</param>
    public static void Multiply(
        ReadOnlySpan<float> a, ReadOnlySpan<int> aOffsets, int aRow,
        PackedMatrix b, bool accumulate,
        Span<float> c, int cOffset, int cRow, int rows, bool rectify)
    {
        if (rows == 0)
            return;
        CheckRange(aOffsets.Length == b.Taps, "taps");
        foreach (int offset in aOffsets)
            CheckRange(offset >= 0 && offset + (rows - 1L) * aRow + b.Depth <= a.Length, "input");
        CheckRange(cOffset >= 0 && cOffset + (rows - 1L) * cRow + b.Columns <= c.Length, "output");

        int* taps = stackalloc int[b.Taps];
        int* weights = stackalloc int[b.Taps];
        fixed (float* pa = a, pb = b.Values, pc = c, pbias = b.Bias)
        {
            for (int column = 0; column < b.Columns;)
            {
                int width = b.Kernel.NextWidth(b.Columns - column);
                int depthStep = Math.Min(b.Depth, Math.Max(8, PanelFloats / width));
                int tapStep = Math.Clamp(PanelFloats / (depthStep * width), 1, b.Taps);
                float* output = pc + cOffset + column;
                bool first = !accumulate;
                for (int tap = 0; tap < b.Taps; tap += tapStep)
                {
                    int tapCount = Math.Min(tapStep, b.Taps - tap);
                    for (int step = 0; step < b.Depth; step += depthStep)
                    {
                        for (int t = 0; t < tapCount; t++)
                        {
                            taps[t] = aOffsets[tap + t] + step;
                            weights[t] = ((tap + t) * b.Depth + step) * width;
                        }
                        bool last = tap + tapCount == b.Taps && step + depthStep >= b.Depth;
                        b.Kernel.Panel(width, new PanelArguments
                        {
                            A = pa, AOffsets = taps, ARow = aRow, AStep = 1,
                            B = pb + column * b.Taps * b.Depth, BOffsets = weights, BStep = width,
                            Start = first ? pbias + column : output, StartRow = first ? 0 : cRow,
                            C = output, CRow = cRow,
                            Rows = rows, Taps = tapCount, Depth = Math.Min(depthStep, b.Depth - step),
                            Floor = last && rectify ? 0 : float.NegativeInfinity,
                        });
                        first = false;
                    }
                }
                column += width;
            }
        }
    }

    /// <summary>
    /// Sum over pixels of outer products, added to <paramref name="c"/>:
    /// <code>c (rows, columns) += sum over pixels: a (rows) x b (columns)</code>
    /// </summary>
    public static void AccumulateOuter(
        GemmKernel kernel,
        ReadOnlySpan<float> a, int aOffset, int aPixel,
        ReadOnlySpan<float> b, int bOffset, int bPixel,
        Span<float> c, int cOffset, int rows, int columns, int pixels)
    {
        if (pixels == 0)
            return;
        CheckRange(aOffset >= 0 && aOffset + (pixels - 1L) * aPixel + rows <= a.Length, "input");
        CheckRange(bOffset >= 0 && bOffset + (pixels - 1L) * bPixel + columns <= b.Length, "gradient");
        CheckRange(cOffset >= 0 && cOffset + (long)rows * columns <= c.Length, "output");

        int zero = 0;
        fixed (float* pa = a, pb = b, pc = c)
        {
            for (int pixel = 0; pixel < pixels; pixel += PixelStrip)
            {
                for (int column = 0; column < columns;)
                {
                    int width = kernel.NextWidth(columns - column);
                    float* output = pc + cOffset + column;
                    kernel.Panel(width, new PanelArguments
                    {
                        A = pa + aOffset + pixel * aPixel, AOffsets = &zero, ARow = 1, AStep = aPixel,
                        B = pb + bOffset + pixel * bPixel + column, BOffsets = &zero, BStep = bPixel,
                        Start = output, StartRow = columns,
                        C = output, CRow = columns,
                        Rows = rows, Taps = 1, Depth = Math.Min(PixelStrip, pixels - pixel),
                        Floor = float.NegativeInfinity,
                    });
                    column += width;
                }
            }
        }
    }

    private static void CheckRange(bool condition, string what)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(what, "A product would leave its buffer.");
    }
}
