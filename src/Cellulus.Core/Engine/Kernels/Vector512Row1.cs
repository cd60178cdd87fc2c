using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>1 register of 16 floats.</summary>
internal unsafe struct Vector512Row1 : ILaneRow<Vector512Row1>
{
    private Vector512<float> _a;

    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Row1 Load(float* source)
    {
        Vector512Row1 row;
        row._a = Vector512.Load(source);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float x, Vector512Row1 w)
    {
        Vector512<float> xs = Vector512.Create(x);
        _a = Vector512.FusedMultiplyAdd(xs, w._a, _a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512Row1 row, float floor, float* target)
    {
        Vector512<float> floors = Vector512.Create(floor);
        Vector512.MaxNative(floors, row._a).Store(target);
    }
}
