using System.Diagnostics;
using System.Numerics.Tensors;

namespace Cellulus.Benchmarks;

/// <summary>Bytes a second that threads read from memory while they add up what is far larger than any cache.</summary>
internal static class MemoryBandwidth
{
    private const int Floats = 64 << 20;

    public static double Measure(int threads)
    {
        float[] data = new float[Floats];
        Array.Fill(data, 1);
        float[] sums = new float[threads];
        double best = 0;
        for (int run = 0; run < 5; run++)
        {
            int part = Floats / threads;
            long start = Stopwatch.GetTimestamp();
            Thread[] workers = [.. Enumerable.Range(0, threads).Select(t => new Thread(() => sums[t] = TensorPrimitives.Sum(data.AsSpan(t * part, part))))];
            foreach (Thread worker in workers)
                worker.Start();
            foreach (Thread worker in workers)
                worker.Join();
            best = Math.Max(best, sizeof(float) * (double)Floats / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}
