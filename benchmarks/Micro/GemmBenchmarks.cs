using BenchmarkDotNet.Attributes;
using Cellulus.Engine;

namespace Cellulus.Benchmarks.Micro;

/// <summary>The product of one row of pixels, with each instruction set, in the shapes of the default network.</summary>
[BenchmarkCategory(Categories.Kernels)]
public class GemmBenchmarks
{
    private const int Pixels = 108;

    private float[] _input = [], _output = [];
    private int[] _offsets = [];
    private PackedMatrix _weights = null!;

    /// <summary>One that the machine does not have is emulated, and slow.</summary>
    [Params("scalar", "vector128", "vector256", "vector512")]
    public string Kernel { get; set; } = "";

    /// <summary>Taps, channels in, channels out: last convolution of the first level, of the second, of the way up; a 1 x 1.</summary>
    [Params("9x24x24", "9x72x72", "9x96x64", "9x64x64", "1x64x64")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] shape = [.. Shape.Split('x').Select(int.Parse)];
        (int taps, int depth, int columns) = (shape[0], shape[1], shape[2]);
        var random = new Philox(1);
        _input = new float[3 * (Pixels + 2) * depth];
        _output = new float[Pixels * columns];
        random.Fill(_input);
        // Rows of a window lie a row of the map apart; three taps of a row overlap.
        _offsets = [.. Enumerable.Range(0, taps).Select(t => t / 3 * (Pixels + 2) * depth + t % 3 * depth)];
        _weights = new PackedMatrix(GemmKernels.Choose(Kernel), taps, depth, columns);
        float[] row = new float[columns];
        for (int tap = 0; tap < taps; tap++)
            for (int step = 0; step < depth; step++)
            {
                random.Fill(row);
                _weights.SetRow(tap, step, row);
            }
    }

    [Benchmark]
    public void Row() => Gemm.Multiply(
        _input, _offsets, _weights.Depth, _weights, accumulate: false, _output, 0, _weights.Columns, Pixels, rectify: true);
}
