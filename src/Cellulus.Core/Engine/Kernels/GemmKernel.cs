namespace Cellulus.Engine;

/// <summary>Computes panels of a product with one instruction set. Stateless.</summary>
internal abstract unsafe class GemmKernel
{
    /// <summary>Name as the environment variable gives it.</summary>
    public abstract string Name { get; }

    /// <summary>Panel widths this kernel has, widest first; the last is 8. Column counts are multiples of 8.</summary>
    public abstract ReadOnlySpan<int> Widths { get; }

    /// <summary>Computes one panel of the given width. Bounds were checked by the caller.</summary>
    public abstract void Panel(int width, in PanelArguments panel);

    /// <summary>Splits columns into panels, the widest that fits first.</summary>
    public int NextWidth(int remaining)
    {
        foreach (int width in Widths)
            if (width <= remaining)
                return width;
        throw new ArgumentException($"Columns must be a multiple of 8; {remaining} are left.", nameof(remaining));
    }
}
