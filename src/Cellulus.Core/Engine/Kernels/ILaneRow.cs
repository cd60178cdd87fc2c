namespace Cellulus.Engine;

/// <summary>One row of a register tile: a few vector registers side by side. The tile loops are written once against it.</summary>
internal unsafe interface ILaneRow<TRow> where TRow : struct, ILaneRow<TRow>
{
    /// <summary>Floats in the row.</summary>
    static abstract int Width { get; }

    static abstract TRow Load(float* source);

    /// <summary>Adds x * w in every lane, rounded once. In place, so that the compiler sees an accumulator and needs no copies.</summary>
    void AddProduct(float x, TRow w);

    /// <summary>Stores max(floor, row) in every lane; NaN passes through.</summary>
    static abstract void Store(TRow row, float floor, float* target);
}
