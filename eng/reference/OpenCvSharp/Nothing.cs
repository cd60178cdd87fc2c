using System;

namespace OpenCvSharp;

/// <summary>What happens when declarations are run: as if the native library were missing.</summary>
internal static class Nothing
{
    public static Exception Here => new DllNotFoundException("These are declarations of OpenCvSharp to compile against; reference the package to run.");
}
