namespace Cellulus.Engine;

/// <summary>
/// One panel of a product, as the kernels see it. For each row i below <see cref="Rows"/> and each column j of the panel:
/// <code>c[i, j] = max(floor, start[i, j] + sum over taps t, then k: a[aOffsets[t] + i * ARow + k * AStep] * b[bOffsets[t] + k * BStep +
/// j])</code>
/// The sum is one chain of fused multiply-adds in exactly this order, whatever the instruction set, so results are the same
/// bits everywhere. Forward, data gradient and weight gradient are all this product with other strides.
/// </summary>
internal unsafe struct PanelArguments
{
    public float* A;
    public int* AOffsets;
    public nint ARow;
    public nint AStep;

    public float* B;
    public int* BOffsets;
    public nint BStep;

    /// <summary>First values of the sums: the output itself to accumulate, or a bias with a row stride of 0.</summary>
    public float* Start;
    public nint StartRow;

    public float* C;
    public nint CRow;

    public nint Rows;
    public nint Taps;
    public nint Depth;

    /// <summary>0 for a rectified output, negative infinity for none.</summary>
    public float Floor;
}
