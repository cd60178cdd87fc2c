using OpenCvSharp;
using Xunit;

namespace Cellulus.OpenCv.Tests;

/// <summary>What becomes of failures to load OpenCV. Needs no native library.</summary>
public sealed class OpenCvCallTests
{
    [Fact]
    public void AMissingLibraryNamesThePackages()
    {
        var cause = new TypeInitializationException("NativeMethods", new DllNotFoundException("libgtk-3.so.0: cannot open shared object file\nmore"));
        NativeLibraryException e = Assert.Throws<NativeLibraryException>(() => OpenCvCall.Run<int>(() => throw cause));
        Assert.Equal("OpenCV", e.Library);
        Assert.Contains("OpenCvSharp4.runtime.win", e.Message, StringComparison.Ordinal);
        Assert.Contains("libgtk-3.so.0", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("more", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherVersionIsSaidToBeOne()
    {
        NativeLibraryException e = Assert.Throws<NativeLibraryException>(() => OpenCvCall.Run<int>(() => throw new EntryPointNotFoundException("core_Mat_new1")));
        Assert.Contains("same version", e.Message, StringComparison.Ordinal);
    }

    [OpenCvFact]
    public void WhatOpenCvRefusesIsSaid()
    {
        CellulusException e = Assert.Throws<CellulusException>(() => OpenCvCall.Run(() =>
        {
            using Mat floats = new(2, 2, MatType.CV_32FC1, new Scalar(1)), target = new();
            return Cv2.Threshold(floats, target, 0, 1, ThresholdTypes.Binary | ThresholdTypes.Otsu);
        }));
        Assert.IsAssignableFrom<OpenCVException>(e.InnerException);
    }

#if COMPILE_ONLY
    [Fact]
    public void WithoutOpenCvTheErrorSaysWhatToReference()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("image.jpg", [0xFF, 0xD8, 0xFF, 0xE0]);
        NativeLibraryException e = Assert.Throws<NativeLibraryException>(() => OpenCvImageFile.Read(path));
        Assert.Contains("OpenCvSharp4.official.runtime.linux-x64", e.Message, StringComparison.Ordinal);
    }
#endif
}
