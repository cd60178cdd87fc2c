using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Cellulus.Engine;

/// <summary>
/// Chooses the kernel once, the widest the machine has. The environment variable <c>CELLULUS_SIMD</c> (scalar, vector128,
/// vector256, vector512) forces another; results are the same bits with each.
/// </summary>
internal static class GemmKernels
{
    public const string EnvironmentVariable = "CELLULUS_SIMD";

    public static IReadOnlyList<GemmKernel> All { get; } =
        [new Vector512GemmKernel(), new Vector256GemmKernel(), new Vector128GemmKernel(), new ScalarGemmKernel()];

    public static GemmKernel Best { get; } = Choose(Environment.GetEnvironmentVariable(EnvironmentVariable));

    internal static GemmKernel Choose(string? forced)
    {
        if (string.IsNullOrEmpty(forced))
            return All.First(IsAccelerated);
        return All.FirstOrDefault(k => k.Name.Equals(forced, StringComparison.OrdinalIgnoreCase))
            ?? throw new CellulusException(
                $"{EnvironmentVariable} is '{forced}'; it must be one of {string.Join(", ", All.Select(k => k.Name))}, or unset.");
    }

    // Without a fused multiply-add in hardware, vectors would be emulated lane by lane; the scalar kernel says so honestly.
    private static bool IsAccelerated(GemmKernel kernel) => kernel switch
    {
        Vector512GemmKernel => Vector512.IsHardwareAccelerated && Avx512F.IsSupported,
        Vector256GemmKernel => Vector256.IsHardwareAccelerated && Fma.IsSupported,
        Vector128GemmKernel => Vector128.IsHardwareAccelerated && (Fma.IsSupported || AdvSimd.IsSupported),
        _ => true,
    };
}
