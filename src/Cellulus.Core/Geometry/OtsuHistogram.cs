using System.Numerics;

namespace Cellulus;

/// <summary>Counts values in 256 equal bins between the least and the greatest, block by block, and finds Otsu's threshold.</summary>
internal sealed class OtsuHistogram
{
    private const int Bins = 256;

    private readonly double _low, _high, _scale;
    private readonly double[] _edges = new double[Bins + 1];
    private readonly long[] _counts = new long[Bins];

    /// <param name="low">The least of all values.</param>
    /// <param name="high">The greatest.</param>
    public OtsuHistogram(double low, double high)
    {
        (_low, _high, _scale) = (low, high, Bins / (high - low));
        for (int i = 0; i <= Bins; i++)
            _edges[i] = i * ((high - low) / Bins) + low;
        _edges[Bins] = high;
    }

    /// <summary>The centre of the bin that ends the lower class; the value itself if all are equal.</summary>
    public double Threshold => _low == _high ? _low : BestSplit();

    public void Add<T>(ReadOnlySpan<T> values) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_low == _high)
            return;
        foreach (T value in values)
            _counts[BinOf(double.CreateTruncating(value))]++;
    }

    /// <summary>The bin of a value, where not all are equal.</summary>
    public int BinOf(double value)
    {
        int bin = Math.Min((int)((value - _low) * _scale), Bins - 1);
        return value < _edges[bin] ? bin - 1 : bin < Bins - 1 && value >= _edges[bin + 1] ? bin + 1 : bin;
    }

    /// <summary>The value in the middle of a bin.</summary>
    public double CentreOf(int bin) => (_edges[bin] + _edges[bin + 1]) / 2;

    /// <summary>The first split with the greatest variance between the classes.</summary>
    private double BestSplit()
    {
        Span<double> upperMean = stackalloc double[Bins], centres = stackalloc double[Bins];
        Span<long> upperCount = stackalloc long[Bins];
        long count = 0;
        double sum = 0;
        for (int i = Bins - 1; i >= 0; i--)
        {
            centres[i] = CentreOf(i);
            upperCount[i] = count += _counts[i];
            upperMean[i] = (sum += _counts[i] * centres[i]) / count;
        }
        (count, sum) = (0, 0);
        int best = 0;
        double greatest = double.NegativeInfinity;
        for (int i = 0; i < Bins - 1; i++)
        {
            count += _counts[i];
            sum += _counts[i] * centres[i];
            double difference = sum / count - upperMean[i + 1], variance = (double)count * upperCount[i + 1] * (difference * difference);
            if (variance > greatest)
                (best, greatest) = (i, variance);
        }
        return centres[best];
    }
}
