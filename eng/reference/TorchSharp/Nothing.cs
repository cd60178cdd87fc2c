using System;

namespace TorchSharp;

/// <summary>What happens when declarations are run.</summary>
internal static class Nothing
{
    public static Exception Here => new NotSupportedException("These are declarations of TorchSharp to compile against; reference the package to run.");
}
