using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>2 registers of 16 floats.</summary>
internal unsafe struct Vector512Row2 : ILaneRow<Vector512Row2>
{
    private Vector512<float> _a, _b;

    public static int Width => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Row2 Load(float* source)
    {
        Vector512Row2 row;
        row._a = Vector512.Load(source);
        row._b = Vector512.Load(source + 16);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float x, Vector512Row2 w)
    {
        Vector512<float> xs = Vector512.Create(x);
        _a = Vector512.FusedMultiplyAdd(xs, w._a, _a);
        _b = Vector512.FusedMultiplyAdd(xs, w._b, _b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512Row2 row, float floor, float* target)
    {
        Vector512<float> floors = Vector512.Create(floor);
        Vector512.MaxNative(floors, row._a).Store(target);
        Vector512.MaxNative(floors, row._b).Store(target + 16);
    }
}
