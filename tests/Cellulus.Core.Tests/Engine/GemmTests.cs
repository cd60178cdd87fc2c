using Cellulus.Engine;
using Xunit;

namespace Cellulus.Core.Tests.Engine;

public sealed class GemmTests
{
    public static TheoryData<string> Kernels() => [.. GemmKernels.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void AProductEqualsItsDefinitionBitForBit(string name)
    {
        foreach ((int rows, int taps, int depth, int columns) in new[] { (1, 1, 1, 8), (5, 3, 7, 24), (13, 9, 72, 40), (23, 3, 288, 64), (9, 1, 1000, 72) })
        {
            GemmKernel kernel = GemmKernels.Choose(name);
            int aRow = Math.Max(1, depth / 3);
            float[] a = Random(1, taps * 50 + rows * aRow + depth), weights = Random(2, taps * depth * columns), bias = Random(3, columns);
            int[] offsets = [.. Enumerable.Range(0, taps).Select(t => t * 50)];
            var packed = new PackedMatrix(kernel, taps, depth, columns);
            for (int t = 0; t < taps; t++)
                for (int k = 0; k < depth; k++)
                    packed.SetRow(t, k, weights.AsSpan((t * depth + k) * columns, columns));
            bias.CopyTo(packed.Bias);
            int cRow = columns + 8;
            float[] c = Random(4, rows * cRow), expected = [.. c], accumulated = [.. c], expectedAccumulated = [.. c];

            Gemm.Multiply(a, offsets, aRow, packed, accumulate: false, c, 0, cRow, rows, rectify: true);
            Gemm.Multiply(a, offsets, aRow, packed, accumulate: true, accumulated, 0, cRow, rows, rectify: false);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    float sum = bias[j], onTop = expectedAccumulated[i * cRow + j];
                    for (int t = 0; t < taps; t++)
                    {
                        for (int k = 0; k < depth; k++)
                        {
                            float x = a[offsets[t] + i * aRow + k], w = weights[(t * depth + k) * columns + j];
                            sum = MathF.FusedMultiplyAdd(x, w, sum);
                            onTop = MathF.FusedMultiplyAdd(x, w, onTop);
                        }
                    }
                    expected[i * cRow + j] = Math.Max(0, sum);
                    expectedAccumulated[i * cRow + j] = onTop;
                }
            }
            Assert.Equal(expected, c);
            Assert.Equal(expectedAccumulated, accumulated);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void ASumOfOuterProductsEqualsItsDefinitionBitForBit(string name)
    {
        foreach ((int rows, int columns, int pixels) in new[] { (1, 8, 1), (3, 24, 20), (10, 64, 300), (27, 40, 129) })
        {
            int aPixel = rows + 2, bPixel = columns + 8;
            float[] a = Random(1, pixels * aPixel), b = Random(2, pixels * bPixel), c = Random(3, rows * columns), expected = [.. c];
            Gemm.AccumulateOuter(GemmKernels.Choose(name), a, 0, aPixel, b, 0, bPixel, c, 0, rows, columns, pixels);
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    for (int p = 0; p < pixels; p++)
                        expected[i * columns + j] = MathF.FusedMultiplyAdd(a[p * aPixel + i], b[p * bPixel + j], expected[i * columns + j]);
            Assert.Equal(expected, c);
        }
    }

    [Fact]
    public void AProductThatWouldLeaveItsBufferIsRefused()
    {
        var packed = new PackedMatrix(GemmKernels.Best, 1, 4, 8);
        float[] a = new float[16], c = new float[24];
        Assert.Throws<ArgumentOutOfRangeException>(() => Gemm.Multiply(a, [0], 4, packed, false, c, 0, 8, rows: 4, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gemm.Multiply(a, [-1], 4, packed, false, c, 0, 8, rows: 1, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gemm.Multiply(a, [0, 4], 4, packed, false, c, 0, 8, rows: 1, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gemm.AccumulateOuter(GemmKernels.Best, a, 0, 4, c, 0, 8, new float[24], 0, 4, 8, 1));
    }

    [Fact]
    public void AnUnknownInstructionSetIsNamed()
    {
        CellulusException e = Assert.Throws<CellulusException>(() => GemmKernels.Choose("avx10"));
        Assert.Contains("vector256", e.Message, StringComparison.Ordinal);
    }

    private static float[] Random(ulong seed, int count)
    {
        float[] values = new float[count];
        new Philox(seed).Fill(values);
        for (int i = 0; i < count; i++)
            values[i] -= 0.5f;
        return values;
    }
}
