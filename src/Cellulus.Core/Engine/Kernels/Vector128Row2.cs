using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>2 registers of 4 floats.</summary>
internal unsafe struct Vector128Row2 : ILaneRow<Vector128Row2>
{
    private Vector128<float> _a, _b;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Row2 Load(float* source)
    {
        Vector128Row2 row;
        row._a = Vector128.Load(source);
        row._b = Vector128.Load(source + 4);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float x, Vector128Row2 w)
    {
        Vector128<float> xs = Vector128.Create(x);
        _a = Vector128.FusedMultiplyAdd(xs, w._a, _a);
        _b = Vector128.FusedMultiplyAdd(xs, w._b, _b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128Row2 row, float floor, float* target)
    {
        Vector128<float> floors = Vector128.Create(floor);
        Vector128.MaxNative(floors, row._a).Store(target);
        Vector128.MaxNative(floors, row._b).Store(target + 4);
    }
}
