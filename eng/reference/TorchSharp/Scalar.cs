using System;

namespace TorchSharp;

public sealed class Scalar : IDisposable
{
    public static implicit operator Scalar(int value) => throw Nothing.Here;
    public static implicit operator Scalar(long value) => throw Nothing.Here;
    public static implicit operator Scalar(float value) => throw Nothing.Here;
    public static implicit operator Scalar(double value) => throw Nothing.Here;

    public void Dispose() => throw Nothing.Here;
}
