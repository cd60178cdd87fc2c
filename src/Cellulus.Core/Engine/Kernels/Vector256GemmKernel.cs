namespace Cellulus.Engine;

/// <summary>AVX2 with FMA: sixteen registers of eight floats. Tiles of 4 x 24, 6 x 16 and 8 x 8.</summary>
internal sealed class Vector256GemmKernel : GemmKernel
{
    public override string Name => "vector256";

    public override ReadOnlySpan<int> Widths => [24, 16, 8];

    public override void Panel(int width, in PanelArguments panel)
    {
        switch (width)
        {
            case 24: RegisterTile<Vector256Row3>.Panel(4, panel); break;
            case 16: RegisterTile<Vector256Row2>.Panel(6, panel); break;
            default: RegisterTile<Vector256Row1>.Panel(8, panel); break;
        }
    }
}
