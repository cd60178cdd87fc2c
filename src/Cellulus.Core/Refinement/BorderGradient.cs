using System.Numerics;

namespace Cellulus;

/// <summary>How steep an image is along a border.</summary>
internal static class BorderGradient
{
    /// <summary>Mean gradient over the pairs of neighbours of which one is in an object and one is not; 0 if there is none.</summary>
    /// <param name="cut">The object.</param>
    /// <param name="counted">Pixels whose pairs count; both must.</param>
    /// <param name="gradient">Of every pixel; order (z, y, x).</param>
    public static double Mean(PixelSet cut, PixelSet counted, ReadOnlySpan<float> gradient)
    {
        (_, int height, int width) = cut.Shape;
        int plane = height * width, pairs = 0;
        double sum = 0;
        // Pairs are added in the order of the grid: a sum in another order may differ in its last bits.
        for (int row = 0; row < cut.Rows; row++)
        {
            bool hasBelow = row % height < height - 1, hasBehind = row + height < cut.Rows;
            for (int w = 0; w < cut.WordsPerRow; w++)
            {
                ulong right = Pairs(cut.Row(row), counted.Row(row), w);
                ulong below = hasBelow ? Pairs(cut, counted, row, row + 1, w) : 0, behind = hasBehind ? Pairs(cut, counted, row, row + height, w) : 0;
                for (ulong any = right | below | behind; any != 0; any &= any - 1)
                {
                    int bit = BitOperations.TrailingZeroCount(any), i = row * width + w * 64 + bit;
                    if ((right >> bit & 1) != 0)
                        sum += 0.5 * (gradient[i] + gradient[i + 1]);
                    if ((below >> bit & 1) != 0)
                        sum += 0.5 * (gradient[i] + gradient[i + width]);
                    if ((behind >> bit & 1) != 0)
                        sum += 0.5 * (gradient[i] + gradient[i + plane]);
                }
                pairs += BitOperations.PopCount(right) + BitOperations.PopCount(below) + BitOperations.PopCount(behind);
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /// <summary>Pixels that form a pair with the one at the same place of another row.</summary>
    private static ulong Pairs(PixelSet cut, PixelSet counted, int row, int other, int word) =>
        (cut.Row(row)[word] ^ cut.Row(other)[word]) & counted.Row(row)[word] & counted.Row(other)[word];

    /// <summary>Pixels that form a pair with the next one of the row.</summary>
    private static ulong Pairs(ReadOnlySpan<ulong> cut, ReadOnlySpan<ulong> counted, int word) =>
        (cut[word] ^ Next(cut, word)) & counted[word] & Next(counted, word);

    private static ulong Next(ReadOnlySpan<ulong> row, int word) => row[word] >> 1 | (word + 1 < row.Length ? row[word + 1] << 63 : 0);
}
