namespace Cellulus.Engine;

/// <summary>AVX-512: thirty-two registers of sixteen floats. Tiles of 8 x 48, 8 x 32, 8 x 16, and half registers for a rest of 8.</summary>
internal sealed class Vector512GemmKernel : GemmKernel
{
    public override string Name => "vector512";

    public override ReadOnlySpan<int> Widths => [48, 32, 16, 8];

    public override void Panel(int width, in PanelArguments panel)
    {
        switch (width)
        {
            case 48: RegisterTile<Vector512Row3>.Panel(8, panel); break;
            case 32: RegisterTile<Vector512Row2>.Panel(8, panel); break;
            case 16: RegisterTile<Vector512Row1>.Panel(8, panel); break;
            default: RegisterTile<Vector256Row1>.Panel(8, panel); break;
        }
    }
}
