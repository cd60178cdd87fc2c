using System.Runtime.CompilerServices;

namespace Cellulus.Engine;

/// <summary>
/// Register tiles of 1, 4, 6 or 8 rows: all sums of a tile stay in registers while the depth is walked. The row count is
/// chosen per width so that sums, weights and one broadcast fill the register file without spilling.
/// </summary>
internal static unsafe class RegisterTile<TRow> where TRow : struct, ILaneRow<TRow>
{
    /// <summary>Computes a panel in tiles of <paramref name="tileRows"/> rows; a rest goes in fours, then row by row.</summary>
    public static void Panel(int tileRows, in PanelArguments p)
    {
        nint row = tileRows switch
        {
            8 => Rows8(p),
            6 => Rows6(p),
            _ => Rows4(p, 0),
        };
        Rows1(p, Rows4(p, row));
    }

    /// <summary>Eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Rows8(in PanelArguments p)
    {
        nint row = 0;
        for (; row + 8 <= p.Rows; row += 8)
        {
            nint startRow = p.StartRow, cRow = p.CRow;
            float* start = p.Start + row * p.StartRow, c = p.C + row * p.CRow;
            TRow r0 = TRow.Load(start);
            TRow r1 = TRow.Load(start + startRow);
            TRow r2 = TRow.Load(start + 2 * startRow);
            TRow r3 = TRow.Load(start + 3 * startRow);
            TRow r4 = TRow.Load(start + 4 * startRow);
            TRow r5 = TRow.Load(start + 5 * startRow);
            TRow r6 = TRow.Load(start + 6 * startRow);
            TRow r7 = TRow.Load(start + 7 * startRow);
            nint aRow = p.ARow, aRow3 = 3 * aRow, aRow5 = 5 * aRow, aRow7 = 7 * aRow;
            for (nint t = 0; t < p.Taps; t++)
            {
                float* a = p.A + p.AOffsets[t] + row * p.ARow, b = p.B + p.BOffsets[t];
                nint aStep = p.AStep, bStep = p.BStep;
                for (nint k = p.Depth; k > 0; k--)
                {
                    TRow w = TRow.Load(b);
                    r0.AddProduct(*a, w);
                    r1.AddProduct(*(a + aRow), w);
                    r2.AddProduct(*(a + 2 * aRow), w);
                    r3.AddProduct(*(a + aRow3), w);
                    r4.AddProduct(*(a + 4 * aRow), w);
                    r5.AddProduct(*(a + aRow5), w);
                    r6.AddProduct(*(a + 2 * aRow3), w);
                    r7.AddProduct(*(a + aRow7), w);
                    a += aStep;
                    b += bStep;
                }
            }
            TRow.Store(r0, p.Floor, c);
            TRow.Store(r1, p.Floor, c + cRow);
            TRow.Store(r2, p.Floor, c + 2 * cRow);
            TRow.Store(r3, p.Floor, c + 3 * cRow);
            TRow.Store(r4, p.Floor, c + 4 * cRow);
            TRow.Store(r5, p.Floor, c + 5 * cRow);
            TRow.Store(r6, p.Floor, c + 6 * cRow);
            TRow.Store(r7, p.Floor, c + 7 * cRow);
        }
        return row;
    }

    /// <summary>Six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Rows6(in PanelArguments p)
    {
        nint row = 0;
        for (; row + 6 <= p.Rows; row += 6)
        {
            nint startRow = p.StartRow, cRow = p.CRow;
            float* start = p.Start + row * p.StartRow, c = p.C + row * p.CRow;
            TRow r0 = TRow.Load(start);
            TRow r1 = TRow.Load(start + startRow);
            TRow r2 = TRow.Load(start + 2 * startRow);
            TRow r3 = TRow.Load(start + 3 * startRow);
            TRow r4 = TRow.Load(start + 4 * startRow);
            TRow r5 = TRow.Load(start + 5 * startRow);
            nint aRow = p.ARow, aRow3 = 3 * aRow, aRow5 = 5 * aRow;
            for (nint t = 0; t < p.Taps; t++)
            {
                float* a = p.A + p.AOffsets[t] + row * p.ARow, b = p.B + p.BOffsets[t];
                nint aStep = p.AStep, bStep = p.BStep;
                for (nint k = p.Depth; k > 0; k--)
                {
                    TRow w = TRow.Load(b);
                    r0.AddProduct(*a, w);
                    r1.AddProduct(*(a + aRow), w);
                    r2.AddProduct(*(a + 2 * aRow), w);
                    r3.AddProduct(*(a + aRow3), w);
                    r4.AddProduct(*(a + 4 * aRow), w);
                    r5.AddProduct(*(a + aRow5), w);
                    a += aStep;
                    b += bStep;
                }
            }
            TRow.Store(r0, p.Floor, c);
            TRow.Store(r1, p.Floor, c + cRow);
            TRow.Store(r2, p.Floor, c + 2 * cRow);
            TRow.Store(r3, p.Floor, c + 3 * cRow);
            TRow.Store(r4, p.Floor, c + 4 * cRow);
            TRow.Store(r5, p.Floor, c + 5 * cRow);
        }
        return row;
    }

    /// <summary>Four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Rows4(in PanelArguments p, nint row)
    {
        for (; row + 4 <= p.Rows; row += 4)
        {
            nint startRow = p.StartRow, cRow = p.CRow;
            float* start = p.Start + row * p.StartRow, c = p.C + row * p.CRow;
            TRow r0 = TRow.Load(start);
            TRow r1 = TRow.Load(start + startRow);
            TRow r2 = TRow.Load(start + 2 * startRow);
            TRow r3 = TRow.Load(start + 3 * startRow);
            nint aRow = p.ARow, aRow3 = 3 * aRow;
            for (nint t = 0; t < p.Taps; t++)
            {
                float* a = p.A + p.AOffsets[t] + row * p.ARow, b = p.B + p.BOffsets[t];
                nint aStep = p.AStep, bStep = p.BStep;
                for (nint k = p.Depth; k > 0; k--)
                {
                    TRow w = TRow.Load(b);
                    r0.AddProduct(*a, w);
                    r1.AddProduct(*(a + aRow), w);
                    r2.AddProduct(*(a + 2 * aRow), w);
                    r3.AddProduct(*(a + aRow3), w);
                    a += aStep;
                    b += bStep;
                }
            }
            TRow.Store(r0, p.Floor, c);
            TRow.Store(r1, p.Floor, c + cRow);
            TRow.Store(r2, p.Floor, c + 2 * cRow);
            TRow.Store(r3, p.Floor, c + 3 * cRow);
        }
        return row;
    }

    /// <summary>One row, for what is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(in PanelArguments p, nint row)
    {
        for (; row < p.Rows; row++)
        {
            float* start = p.Start + row * p.StartRow, c = p.C + row * p.CRow;
            TRow r0 = TRow.Load(start);
            for (nint t = 0; t < p.Taps; t++)
            {
                float* a = p.A + p.AOffsets[t] + row * p.ARow, b = p.B + p.BOffsets[t];
                nint aStep = p.AStep, bStep = p.BStep;
                for (nint k = p.Depth; k > 0; k--)
                {
                    TRow w = TRow.Load(b);
                    r0.AddProduct(*a, w);
                    a += aStep;
                    b += bStep;
                }
            }
            TRow.Store(r0, p.Floor, c);
        }
    }
}
