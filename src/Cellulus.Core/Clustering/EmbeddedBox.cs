namespace Cellulus;

/// <summary>A box in embedding space, in px; the high ends are not part of it.</summary>
internal readonly record struct EmbeddedBox(EmbeddedPosition Low, EmbeddedPosition High)
{
    public bool Contains(in EmbeddedPosition p) =>
        p.X >= Low.X && p.X < High.X && p.Y >= Low.Y && p.Y < High.Y && p.Z >= Low.Z && p.Z < High.Z;

    public EmbeddedBox Inflate(double margin) => new(
        new EmbeddedPosition(Low.X - margin, Low.Y - margin, Low.Z - margin), new EmbeddedPosition(High.X + margin, High.Y + margin, High.Z + margin));

    /// <summary>The part of space that belongs to a box of pixels; where the grid ends, it reaches on without end.</summary>
    public static EmbeddedBox Of(GridBox box, ImageShape grid) => new(
        new EmbeddedPosition(Low1(box.X0), Low1(box.Y0), Low1(box.Z0)),
        new EmbeddedPosition(High1(box.X1, grid.Width), High1(box.Y1, grid.Height), High1(box.Z1, grid.Depth)));

    private static double Low1(int start) => start == 0 ? double.NegativeInfinity : start;

    private static double High1(int end, int extent) => end == extent ? double.PositiveInfinity : end;
}
