using System.Numerics.Tensors;

namespace Cellulus.Imaging;

/// <summary>
/// The row filters of PNG: each byte is stored as its difference from a prediction out of its left (distance d), upper and
/// upper left neighbour; neighbours outside the image are 0.
/// </summary>
internal static class PngFilter
{
    public const int Count = 5;

    /// <summary>Turns a filtered row back into samples, in place.</summary>
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">The row, without its filter byte.</param>
    /// <param name="previous">The row above, already samples; zeros for the first.</param>
    /// <param name="d">Distance of the left neighbour in bytes.</param>
    /// <exception cref="PngFormatException">There is no such filter.</exception>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> previous, int d)
    {
        previous = previous[..row.Length];
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (int i = d; i < row.Length; i++)
                    row[i] += row[i - d];
                break;
            case 2:
                TensorPrimitives.Add(row, previous, row);
                break;
            case 3:
                for (int i = 0; i < Math.Min(d, row.Length); i++)
                    row[i] += (byte)(previous[i] >> 1);
                for (int i = d; i < row.Length; i++)
                    row[i] += (byte)((row[i - d] + previous[i]) >> 1);
                break;
            case 4:
                int head = Math.Min(d, row.Length);
                TensorPrimitives.Add(row[..head], previous[..head], row[..head]);
                for (int i = d; i < row.Length; i++)
                    row[i] += Paeth(row[i - d], previous[i], previous[i - d]);
                break;
            default:
                throw new PngFormatException($"a row of it has the filter {filter}, which PNG does not know; the file is damaged");
        }
    }

    /// <summary>Filters a row of samples.</summary>
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">The samples.</param>
    /// <param name="previous">The samples of the row above; zeros for the first.</param>
    /// <param name="d">Distance of the left neighbour in bytes.</param>
    /// <param name="filtered">Receives as many bytes as the row has.</param>
    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous, int d, Span<byte> filtered)
    {
        int head = Math.Min(d, row.Length);
        switch (filter)
        {
            case 0:
                row.CopyTo(filtered);
                break;
            case 1:
                row[..head].CopyTo(filtered);
                TensorPrimitives.Subtract(row[head..], row[..^head], filtered[head..]);
                break;
            case 2:
                TensorPrimitives.Subtract(row, previous, filtered);
                break;
            case 3:
                for (int i = 0; i < head; i++)
                    filtered[i] = (byte)(row[i] - (previous[i] >> 1));
                for (int i = head; i < row.Length; i++)
                    filtered[i] = (byte)(row[i] - ((row[i - d] + previous[i]) >> 1));
                break;
            case 4:
                TensorPrimitives.Subtract(row[..head], previous[..head], filtered[..head]);
                for (int i = head; i < row.Length; i++)
                    filtered[i] = (byte)(row[i] - Paeth(row[i - d], previous[i], previous[i - d]));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(filter));
        }
    }

    // The neighbour nearest to left + up - upperLeft; ties in that order. Without branches, which noise would mispredict.
    private static byte Paeth(int left, int up, int upperLeft)
    {
        int toLeft = Magnitude(up - upperLeft), toUp = Magnitude(left - upperLeft), toUpperLeft = Magnitude(left + up - 2 * upperLeft);
        int upLoses = (toUpperLeft - toUp) >> 31;
        int nearest = up ^ ((up ^ upperLeft) & upLoses), distance = toUp + ((toUpperLeft - toUp) & upLoses);
        int leftLoses = (distance - toLeft) >> 31;
        return (byte)(left ^ ((left ^ nearest) & leftLoses));
    }

    private static int Magnitude(int value) => (value ^ (value >> 31)) - (value >> 31);
}
