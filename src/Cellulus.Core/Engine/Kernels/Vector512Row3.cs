using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>3 registers of 16 floats.</summary>
internal unsafe struct Vector512Row3 : ILaneRow<Vector512Row3>
{
    private Vector512<float> _a, _b, _c;

    public static int Width => 48;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Row3 Load(float* source)
    {
        Vector512Row3 row;
        row._a = Vector512.Load(source);
        row._b = Vector512.Load(source + 16);
        row._c = Vector512.Load(source + 32);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float x, Vector512Row3 w)
    {
        Vector512<float> xs = Vector512.Create(x);
        _a = Vector512.FusedMultiplyAdd(xs, w._a, _a);
        _b = Vector512.FusedMultiplyAdd(xs, w._b, _b);
        _c = Vector512.FusedMultiplyAdd(xs, w._c, _c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512Row3 row, float floor, float* target)
    {
        Vector512<float> floors = Vector512.Create(floor);
        Vector512.MaxNative(floors, row._a).Store(target);
        Vector512.MaxNative(floors, row._b).Store(target + 16);
        Vector512.MaxNative(floors, row._c).Store(target + 32);
    }
}
