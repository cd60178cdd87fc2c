using System.Globalization;
using Cellulus.Engine;

namespace Cellulus.Benchmarks;

/// <summary>One line on the machine, so that a table says where it was measured.</summary>
internal static class MachineReport
{
    public static string Describe()
    {
        int processors = Environment.ProcessorCount;
        return string.Create(CultureInfo.InvariantCulture,
            $"{processors} processors, kernels {GemmKernels.Best.Name}; multiply-adds in registers of {FmaPeak.Lanes} floats: {FmaPeak.Measure(1) / 1e9:f0} GFLOP/s on one, " +
            $"{FmaPeak.Measure(processors) / 1e9:f0} on all; reading memory: {MemoryBandwidth.Measure(1) / 1e9:f1} GB/s on one, {MemoryBandwidth.Measure(processors) / 1e9:f1} on all.");
    }
}
