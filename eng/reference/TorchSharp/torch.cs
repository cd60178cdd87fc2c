using System;
using System.Collections.Generic;

namespace TorchSharp;

public static partial class torch
{
    public static Device CPU = new(DeviceType.CPU);

    public static bool TryInitializeDeviceType(DeviceType deviceType) => throw Nothing.Here;
    public static Device device(string description) => throw Nothing.Here;
    public static Device device(string deviceType, int index = -1) => throw Nothing.Here;
    public static Device device(DeviceType deviceType, int index = -1) => throw Nothing.Here;
    public static Device device(int index) => throw Nothing.Here;
    public static DisposeScope NewDisposeScope() => throw Nothing.Here;
    public static IDisposable no_grad() => throw Nothing.Here;
    public static int get_num_threads() => throw Nothing.Here;
    public static void set_num_threads(int num) => throw Nothing.Here;

    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => throw Nothing.Here;
    public static Tensor empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => throw Nothing.Here;
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => throw Nothing.Here;
    public static Tensor zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => throw Nothing.Here;
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => throw Nothing.Here;
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => throw Nothing.Here;
    public static Tensor tensor(IList<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => throw Nothing.Here;
#if NEWEST
    public static Tensor tensor(Memory<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => throw Nothing.Here;
    public static Tensor cat(Tensor[] tensors, long dim = 0) => throw Nothing.Here;
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => throw Nothing.Here;
#endif
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => throw Nothing.Here;

    public enum ScalarType : sbyte
    {
        Byte = 0,
        Int64 = 4,
        Float32 = 6,
        Float64 = 7,
        BFloat16 = 15,
    }

    public enum InterpolationMode
    {
        Nearest = 0,
    }

    public static class cuda
    {
        public static bool is_available() => throw Nothing.Here;
        public static int device_count() => throw Nothing.Here;
    }

    public static class backends
    {
        public static class cudnn
        {
            public static bool allow_tf32 { get => throw Nothing.Here; set => throw Nothing.Here; }
        }
    }

    public static class autograd
    {
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false) => throw Nothing.Here;
    }
}
