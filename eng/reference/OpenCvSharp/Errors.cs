using System;

namespace OpenCvSharp;

public class OpenCVException : Exception
{
    public OpenCVException(string message) : base(message) { }
}

public class OpenCvSharpException : Exception
{
    public OpenCvSharpException() { }
}
