using System.Runtime.InteropServices;

namespace Cellulus.Torch;

/// <summary>Turns what libtorch and its loading throw into errors that say what to do.</summary>
internal static class NativeFailure
{
    private static readonly string[] OutOfMemory = ["out of memory", "can't allocate memory", "cannot allocate memory", "_STATUS_ALLOC_FAILED"];

    private static readonly string[] Driver =
    [
        "driver version is insufficient", "no kernel image is available", "forward compatibility was attempted", "CUDA driver",
        "invalid device function", "PTX was compiled with an unsupported toolchain", "no CUDA-capable device",
    ];

    /// <summary>Whether an exception is one of the native side: the text of a C++ exception, or a library that is not as
    /// expected.</summary>
    public static bool IsNative(Exception e) => e is ExternalException || IsOfLoading(e);

    /// <summary>Whether an exception says that a library could not be loaded, or is another one than was expected.</summary>
    public static bool IsOfLoading(Exception e) =>
        e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or NotSupportedException
        || e is TypeInitializationException { InnerException: { } inner } && IsOfLoading(inner);

    /// <summary>The error for a failure to load libtorch.</summary>
    public static CellulusException OfLoading(Exception e, RuntimePackages packages)
    {
        try
        {
            packages.RequireOneKind();
        }
        catch (RuntimePackageException conflict)
        {
            return conflict;
        }
        string cause = e is TypeInitializationException or NotSupportedException && WhatTheLoaderSays() is { } said ? said : FirstLine(e);
        return new NativeLibraryException("libtorch", $"{RemedyFor(e, cause)} ({cause})", e);
    }

    internal static string RemedyFor(Exception e, string cause)
    {
        if (e is EntryPointNotFoundException)
            return "Its native libraries are of another version than TorchSharp; give TorchSharp and its runtime package the same version.";
        if (cause.Contains("GLIBC", StringComparison.Ordinal))
            return "TorchSharp was built on a newer Linux: its C or C++ library (glibc, libstdc++) is older here. Take a newer one, such as Debian 13 or " +
                "Ubuntu 24.04, or build TorchSharp on this one.";
        return "Reference one runtime package in the program that runs: TorchSharp-cpu, TorchSharp-cuda-windows or TorchSharp-cuda-linux, in the " +
            "version of TorchSharp. Only 64-bit processes are served.";
    }

    /// <summary>The error for what a computation threw.</summary>
    public static CellulusException OfComputing(Exception e, string device)
    {
        string line = FirstLine(e);
        if (OutOfMemory.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)))
            return new DeviceMemoryException(device, line, e);
        if (Driver.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)))
            return new CudaDriverException(line, e);
        if (IsOfLoading(e))
            return OfLoading(e, RuntimePackages.OfThisProgram());
        if (line.Contains("BFloat16", StringComparison.Ordinal))
            return new CellulusException($"The device '{device}' does not compute with 16-bit floats: {line} Take TorchPrecision.Single.", e);
        return new CellulusException($"libtorch failed on the device '{device}': {line} If the managed engine does the same work, report this.", e);
    }

    // TorchSharp keeps the loader's words to itself; asked once more, it tells.
    private static string? WhatTheLoaderSays()
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(TorchSharp.torch).Assembly, null);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e.Message.Split('\n').FirstOrDefault(line => line.Contains("GLIBC", StringComparison.Ordinal))?.Trim() ?? FirstLine(e);
        }
    }

    // The rest of a C++ exception is its stack.
    private static string FirstLine(Exception e)
    {
        string line = e.Message.Split('\n', 2)[0].Trim();
        return line.EndsWith('.') ? line : line + ".";
    }
}
