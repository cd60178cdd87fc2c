using System;

namespace TorchSharp;

#if NEWEST
public sealed class DisposeScope : IDisposable
#else
public class DisposeScope : IDisposable
#endif
{
    internal DisposeScope() { }

    public int DisposablesCount => throw Nothing.Here;
    public void Dispose() => throw Nothing.Here;
}
