namespace Cellulus.Engine;

/// <summary>The oracle: the definition in <see cref="PanelArguments"/>, one number at a time. Stays for ever as test and
/// fallback.</summary>
internal sealed unsafe class ScalarGemmKernel : GemmKernel
{
    public override string Name => "scalar";

    public override ReadOnlySpan<int> Widths => [8];

    public override void Panel(int width, in PanelArguments p)
    {
        for (nint i = 0; i < p.Rows; i++)
        {
            for (nint j = 0; j < width; j++)
            {
                float sum = p.Start[i * p.StartRow + j];
                for (nint t = 0; t < p.Taps; t++)
                {
                    float* a = p.A + p.AOffsets[t] + i * p.ARow;
                    float* b = p.B + p.BOffsets[t] + j;
                    for (nint k = 0; k < p.Depth; k++)
                        sum = MathF.FusedMultiplyAdd(a[k * p.AStep], b[k * p.BStep], sum);
                }
                // Written so that NaN passes through, as the vector instruction does.
                p.C[i * p.CRow + j] = p.Floor > sum ? p.Floor : sum;
            }
        }
    }
}
