using OpenCvSharp;
using Xunit;

namespace Cellulus.OpenCv.Tests;

/// <summary>Whether OpenCV can be loaded here.</summary>
internal static class OpenCvLibrary
{
    /// <summary>Why not; null if it can.</summary>
    public static string? Absence { get; } = Find();

    private static string? Find()
    {
#if COMPILE_ONLY
        return "Built against declarations of OpenCvSharp only.";
#else
        try
        {
            return OpenCvCall.Run(() =>
            {
                using var mat = new Mat(1, 1, MatType.CV_8UC1);
                return mat.Empty() ? "OpenCV makes empty matrices." : null;
            });
        }
        catch (NativeLibraryException e)
        {
#if NATIVE_PACKAGES
            return e.Message;
#else
            _ = e;
            return null; // Who names a folder means it: tests are to fail.
#endif
        }
#endif
    }
}

/// <summary>A test that needs OpenCV; skipped, with the reason, where it cannot be loaded.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenCvFactAttribute : FactAttribute
{
    public OpenCvFactAttribute() => Skip = OpenCvLibrary.Absence;
}

/// <summary>The same for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenCvTheoryAttribute : TheoryAttribute
{
    public OpenCvTheoryAttribute() => Skip = OpenCvLibrary.Absence;
}

/// <summary>A test that needs the OpenCvSharp4 package itself; skipped where other assemblies or declarations take its place.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenCvPackageFactAttribute : FactAttribute
{
    public OpenCvPackageFactAttribute()
    {
#if !NATIVE_PACKAGES
        Skip = "Built without the OpenCvSharp4 package.";
#endif
    }
}
