using System;

namespace TorchSharp;

public static partial class torch
{
    public enum RoundingMode
    {
        None,
    }

    public partial class Tensor : IDisposable
    {
        internal Tensor() { }

        public static long TotalCount => throw Nothing.Here;

        public long NumberOfElements => throw Nothing.Here;
        public long[] shape => throw Nothing.Here;
        public Span<byte> bytes { get => throw Nothing.Here; set => throw Nothing.Here; }
        public bool requires_grad { get => throw Nothing.Here; set => throw Nothing.Here; }

        public void Dispose() => throw Nothing.Here;
        public Tensor DetachFromDisposeScope() => throw Nothing.Here;
        public Tensor MoveToOuterDisposeScope() => throw Nothing.Here;
        public Tensor detach() => throw Nothing.Here;
        public Tensor cpu() => throw Nothing.Here;
        public Tensor contiguous() => throw Nothing.Here;
#if NEWEST
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => throw Nothing.Here;
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => throw Nothing.Here;
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => throw Nothing.Here;
#else
        public Tensor to_type(ScalarType type, bool copy = false) => throw Nothing.Here;
        public Tensor to(Device device) => throw Nothing.Here;
        public Tensor to(string device) => throw Nothing.Here;
#endif

        public Tensor narrow(long dim, long start, long length) => throw Nothing.Here;
        public Tensor select(long dim, long index) => throw Nothing.Here;
        public Tensor index_select(long dim, Tensor index) => throw Nothing.Here;
        public Tensor gather(long dim, Tensor index) => throw Nothing.Here;
        public Tensor view(params long[] shape) => throw Nothing.Here;
        public Tensor reshape(params long[] shape) => throw Nothing.Here;
        public Tensor unsqueeze(long dim) => throw Nothing.Here;
        public Tensor permute(params long[] permutation) => throw Nothing.Here;
        public Tensor expand(long[] sizes, bool isImplicit = false) => throw Nothing.Here;
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => throw Nothing.Here;

        public Tensor add(Tensor target) => throw Nothing.Here;
        public Tensor add(Scalar scalar) => throw Nothing.Here;
        public Tensor add_(Tensor target) => throw Nothing.Here;
        public Tensor add_(Tensor target, Scalar alpha) => throw Nothing.Here;
        public Tensor add_(Scalar scalar) => throw Nothing.Here;
        public Tensor sub(Tensor target) => throw Nothing.Here;
        public Tensor sub(Scalar target) => throw Nothing.Here;
        public Tensor mul(Tensor target) => throw Nothing.Here;
        public Tensor mul(Scalar target) => throw Nothing.Here;
        public Tensor mul_(Tensor target) => throw Nothing.Here;
        public Tensor mul_(Scalar target) => throw Nothing.Here;
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => throw Nothing.Here;
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => throw Nothing.Here;
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => throw Nothing.Here;
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => throw Nothing.Here;
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => throw Nothing.Here;
        public Tensor abs() => throw Nothing.Here;
        public Tensor exp() => throw Nothing.Here;
        public Tensor sqrt() => throw Nothing.Here;
        public Tensor sigmoid() => throw Nothing.Here;
        public Tensor clamp_min(Scalar min) => throw Nothing.Here;
        public Tensor sum(ScalarType? type = null) => throw Nothing.Here;
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => throw Nothing.Here;
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => throw Nothing.Here;
    }
}
