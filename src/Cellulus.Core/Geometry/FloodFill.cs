namespace Cellulus;

/// <summary>Finds what is connected over pixel faces.</summary>
internal static class FloodFill
{
    /// <summary>Adds all that is connected with a set of pixels.</summary>
    /// <param name="within">The pixels that connect.</param>
    /// <param name="filled">Some of those; grows.</param>
    public static void Fill(PixelSet within, PixelSet filled)
    {
        for (int row = 0; row < filled.Rows; row++)
            if (filled.Row(row).ContainsAnyExcept(0ul))
                SpreadAlongRow(within.Row(row), filled.Row(row));
        bool grows = true;
        while (grows)
        {
            grows = false;
            for (int row = 0; row < filled.Rows; row++)
                grows |= SpreadFromNeighbours(within, filled, row);
            for (int row = filled.Rows - 1; row >= 0 && grows; row--)
                SpreadFromNeighbours(within, filled, row);
        }
    }

    private static bool SpreadFromNeighbours(PixelSet within, PixelSet filled, int row)
    {
        ImageShape shape = filled.Shape;
        int height = shape.Height, y = shape.Depth > 1 ? row % height : row, length = filled.WordsPerRow, plane = height * length;
        ReadOnlySpan<ulong> mask = within.Words;
        Span<ulong> words = filled.Words;
        ulong added = 0;
        for (int i = row * length, end = i + length; i < end; i++)
        {
            ulong near = 0;
            if (y > 0)
                near |= words[i - length];
            if (y < height - 1)
                near |= words[i + length];
            if (i >= plane)
                near |= words[i - plane];
            if (i + plane < words.Length)
                near |= words[i + plane];
            near &= mask[i] & ~words[i];
            words[i] |= near;
            added |= near;
        }
        if (added == 0)
            return false;
        SpreadAlongRow(within.Row(row), filled.Row(row));
        return true;
    }

    /// <summary>Fills every run of the mask that has a filled pixel.</summary>
    private static void SpreadAlongRow(ReadOnlySpan<ulong> mask, Span<ulong> filled)
    {
        // Adding a pixel to a run of ones carries through to the end of the run.
        ulong carry = 0;
        for (int w = 0; w < mask.Length; w++)
        {
            ulong m = mask[w], f = filled[w], sum = m + f, carried = sum + carry;
            carry = sum < m || carried < sum ? 1ul : 0;
            filled[w] = ((carried ^ m) | f) & m;
        }
        // The other way nothing carries: the reach doubles instead.
        ulong next = 0;
        for (int w = mask.Length - 1; w >= 0; w--)
        {
            ulong m = mask[w], f = filled[w] | (next << 63 & m);
            for (int reach = 1; reach < 64; reach *= 2)
            {
                f |= m & (f >> reach);
                m &= m >> reach;
            }
            filled[w] = next = f;
        }
    }
}
