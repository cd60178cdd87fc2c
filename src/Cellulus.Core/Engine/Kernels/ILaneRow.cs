namespace Cellulus.Engine;

/// <summary>One row of a register tile: a few vector registers side by side. The tile loops are written once against it.</summary>
internal unsafe interface ILaneRow<TRow> where TRow : struct, ILaneRow<TRow>
{
    /// <summary>Floats in the row.</summary>
    static abstract int Width { get; }

    static abstract TRow Load(float* source);

    /// <summary>x * w + sum in every lane, rounded once.</summary>
    static abstract TRow FusedMultiplyAdd(float x, TRow w, TRow sum);

    /// <summary>Stores max(floor, row) in every lane; NaN passes through.</summary>
    static abstract void Store(TRow row, float floor, float* target);
}
