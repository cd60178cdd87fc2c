using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>3 registers of 8 floats.</summary>
internal unsafe struct Vector256Row3 : ILaneRow<Vector256Row3>
{
    private Vector256<float> _a, _b, _c;

    public static int Width => 24;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Row3 Load(float* source)
    {
        Vector256Row3 row;
        row._a = Vector256.Load(source);
        row._b = Vector256.Load(source + 8);
        row._c = Vector256.Load(source + 16);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float x, Vector256Row3 w)
    {
        Vector256<float> xs = Vector256.Create(x);
        _a = Vector256.FusedMultiplyAdd(xs, w._a, _a);
        _b = Vector256.FusedMultiplyAdd(xs, w._b, _b);
        _c = Vector256.FusedMultiplyAdd(xs, w._c, _c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256Row3 row, float floor, float* target)
    {
        Vector256<float> floors = Vector256.Create(floor);
        Vector256.MaxNative(floors, row._a).Store(target);
        Vector256.MaxNative(floors, row._b).Store(target + 8);
        Vector256.MaxNative(floors, row._c).Store(target + 16);
    }
}
