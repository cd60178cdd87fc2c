using Xunit;

namespace Cellulus.Torch.Tests;

/// <summary>Whether libtorch can be loaded here.</summary>
internal static class TorchLibrary
{
    /// <summary>Why not; null if it can.</summary>
    public static string? Absence { get; } = Find();

    private static string? Find()
    {
#if COMPILE_ONLY
        return "Built against declarations of TorchSharp only.";
#elif !NATIVE_PACKAGES
        return null; // Who names a folder means it.
#else
        try
        {
            TorchRuntime.Load();
            return null;
        }
        catch (CellulusException e)
        {
            return e.Message;
        }
#endif
    }
}

/// <summary>A test that needs libtorch; skipped, with the reason, where it cannot be loaded.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() => Skip = TorchLibrary.Absence;
}

/// <summary>The same for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute() => Skip = TorchLibrary.Absence;
}

/// <summary>A test that needs the TorchSharp package itself; skipped where other assemblies or declarations take its place.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchPackageFactAttribute : FactAttribute
{
    public TorchPackageFactAttribute()
    {
#if !NATIVE_PACKAGES
        Skip = "Built without the TorchSharp package.";
#endif
    }
}
