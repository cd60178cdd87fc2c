using System.Runtime.InteropServices;
using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary>Calls OpenCV; what it throws becomes an error that says what to do.</summary>
internal static class OpenCvCall
{
    static OpenCvCall() => UseLibraryBesideProgram();

    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    /// <exception cref="CellulusException">OpenCV refused.</exception>
    public static T Run<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (IsOfLoading(e))
        {
            throw OfLoading(e);
        }
        catch (OpenCVException e)
        {
            throw new CellulusException($"OpenCV refused: {e.Message} If the managed stage does the same work, report this.", e);
        }
    }

    /// <summary>Whether an exception says that the library could not be loaded, or is another one than was expected.</summary>
    public static bool IsOfLoading(Exception e) =>
        e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException or OpenCvSharpException;

    public static NativeLibraryException OfLoading(Exception e)
    {
        Exception cause = e;
        while (cause is TypeInitializationException or OpenCvSharpException && cause.InnerException is { } inner)
            cause = inner;
        return new NativeLibraryException("OpenCV", $"{RemedyFor(cause)} ({WhatIsMissing(cause.Message)})", e);
    }

    // The loader lists each place it tried; what lies in one of them and does not load is the news.
    private static string WhatIsMissing(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(line => line.Contains(".so", StringComparison.Ordinal)
            && !line.Contains("OpenCvSharpExtern", StringComparison.Ordinal)) ?? lines[0];
    }

    // OpenCvSharp up to 4.6 looks into the system's folders only, unless a package says where its library lies.
    private static void UseLibraryBesideProgram()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Mat).Assembly, (name, assembly, _) =>
                NativeLibrary.TryLoad(name, assembly, DllImportSearchPath.AssemblyDirectory, out nint library) ? library : 0);
        }
        catch (InvalidOperationException)
        {
            // The host has its own way to find it.
        }
    }

    private static string RemedyFor(Exception cause) => cause is EntryPointNotFoundException
        ? "Its native library is of another version than OpenCvSharp4; give OpenCvSharp4 and its runtime package the same version."
        : "Reference one runtime package in the program that runs, in the version of OpenCvSharp4: OpenCvSharp4.runtime.win on Windows, " +
          "OpenCvSharp4.official.runtime.linux-x64 on Linux, where the package without '.slim' also needs GTK 3 (Debian: apt install libgtk-3-0).";
}
