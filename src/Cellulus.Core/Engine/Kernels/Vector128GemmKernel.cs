namespace Cellulus.Engine;

/// <summary>SSE with FMA and ARM64: registers of four floats. Tiles of 6 x 8.</summary>
internal sealed class Vector128GemmKernel : GemmKernel
{
    public override string Name => "vector128";

    public override ReadOnlySpan<int> Widths => [8];

    public override void Panel(int width, in PanelArguments panel)
    {
        RegisterTile<Vector128Row2>.Panel(6, panel);
    }
}
