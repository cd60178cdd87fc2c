namespace Cellulus.Imaging;

/// <summary>Filters each row in the way that probably compresses best: the smallest sum of absolute differences.</summary>
internal sealed class PngFilterChooser(int rowBytes, int distance)
{
    private byte[] _best = new byte[1 + rowBytes];
    private byte[] _candidate = new byte[1 + rowBytes];

    /// <summary>The filter byte and the filtered row; valid until the next call.</summary>
    /// <param name="row">Samples.</param>
    /// <param name="previous">Samples of the row above; zeros for the first.</param>
    public ReadOnlySpan<byte> Choose(ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous)
    {
        long smallest = long.MaxValue;
        for (int filter = 0; filter < PngFilter.Count; filter++)
        {
            _candidate[0] = (byte)filter;
            PngFilter.Apply(filter, row, previous, distance, _candidate.AsSpan(1));
            long sum = SumOfAbsolutes(_candidate.AsSpan(1), smallest);
            if (sum < smallest)
            {
                smallest = sum;
                (_best, _candidate) = (_candidate, _best);
            }
        }
        return _best;
    }

    // Bytes are differences modulo 256: 255 is -1. Stops when the sum can no longer win.
    private static long SumOfAbsolutes(ReadOnlySpan<byte> filtered, long limit)
    {
        long sum = 0;
        for (int start = 0; start < filtered.Length && sum < limit; start += 4096)
        {
            foreach (byte value in filtered.Slice(start, Math.Min(4096, filtered.Length - start)))
            {
                // The magnitude of the byte as a signed number, without a branch.
                int sign = (sbyte)value >> 31;
                sum += ((sbyte)value ^ sign) - sign;
            }
        }
        return sum;
    }
}
