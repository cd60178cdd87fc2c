using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>1 register of 8 floats.</summary>
internal unsafe struct Vector256Row1 : ILaneRow<Vector256Row1>
{
    private Vector256<float> _a;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Row1 Load(float* source)
    {
        Vector256Row1 row;
        row._a = Vector256.Load(source);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float x, Vector256Row1 w)
    {
        Vector256<float> xs = Vector256.Create(x);
        _a = Vector256.FusedMultiplyAdd(xs, w._a, _a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256Row1 row, float floor, float* target)
    {
        Vector256<float> floors = Vector256.Create(floor);
        Vector256.MaxNative(floors, row._a).Store(target);
    }
}
