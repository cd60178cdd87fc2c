using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>What becomes 0 and what 1 when a channel is normalised, and its least and greatest value.</summary>
internal readonly record struct IntensityRange(double Low, double High, float Least, float Greatest)
{
    /// <summary>
    /// Least range in standard deviations of the noise of a pixel. From the 1st percentile to the 99.8th, noise alone spans 5.2 of them
    /// (normal) to 6.0 (few photons); of 330 real
    /// images of eleven kinds none spans less than 6.9.
    /// </summary>
    private const double LeastSpan = 6.5;

    /// <summary>Share of the bright pixels that stand alone from which on the high percentile is one of hot pixels; of real images at most
    /// 0.4 outside of noise.</summary>
    private const double MostAlone = 0.5;

    /// <summary>Bright pixels in three by three that make no square of two by two.</summary>
    private const int FewBright = 3;

    /// <summary>Pixels on either side of a square that a level must fill to count in an image that shows little but noise: specks do
    /// not.</summary>
    private const int HeldRadius = 2;

    /// <summary>How much more such squares hold where objects are so few that the high percentile lies at their blurred borders; in noisy
    /// real images at most 2.8.</summary>
    private const double FarMore = 4;

    /// <summary>Finds the range of a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="lowPercentile">Percentile that becomes 0.</param>
    /// <param name="highPercentile">Percentile that becomes 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static IntensityRange Find(IChannelBlocks channel, double lowPercentile, double highPercentile, CancellationToken cancellationToken)
    {
        var values = new ValueRange();
        double[] bounds = RankSearch.Percentile(BlockScans.Values(channel, values), [lowPercentile, highPercentile], cancellationToken);
        var range = new IntensityRange(bounds[0], bounds[1], values.Least, values.Greatest);
        if (range.Low >= range.High)
            return range with { Low = range.Least, High = range.Greatest };
        if (lowPercentile != Normalization.DefaultLowPercentile || highPercentile != Normalization.DefaultHighPercentile)
            return range;
        float median = RankSearch.Median(BlockScans.SecondDifferences(channel), cancellationToken) ?? 0;
        double leastSpan = LeastSpan * SecondDifference.Deviation(median);
        return range.WithoutHotPixels(channel, leastSpan, cancellationToken).OfMoreThanNoise(channel, leastSpan, cancellationToken);
    }

    private double Span => High - Low;

    /// <summary>Where bright pixels stand alone, the same percentile once they are gone, if it is a different one and there is anything
    /// left.</summary>
    private IntensityRange WithoutHotPixels(IChannelBlocks channel, double leastSpan, CancellationToken cancellationToken)
    {
        // Of noise, which is stretched anyway, the brightest pixels stand alone, too.
        if (Span < 2 * leastSpan || ShareAlone(channel, (float)(Low + Span / 2), cancellationToken) <= MostAlone)
            return this;
        double high = RankSearch.Percentile(BlockScans.Medians(channel), [Normalization.DefaultHighPercentile], cancellationToken)[0];
        return high > Low && high - Low < Span / 2 ? this with { High = high } : this;
    }

    /// <summary>A range that noise alone would fill is widened to what squares of pixels hold, or until noise does not fill it; one of
    /// little more than noise where they hold far more.</summary>
    private IntensityRange OfMoreThanNoise(IChannelBlocks channel, double leastSpan, CancellationToken cancellationToken)
    {
        if (Span >= 2 * leastSpan)
            return this;
        double darkest = Low, brightest = High;
        float[] square = new float[(2 * HeldRadius + 1) * (2 * HeldRadius + 1)];
        channel.Visit(HeldRadius, (values, box, inner) =>
        {
            for (int row = 0; row < inner.Rows; row++)
                for (int x = 0; x < inner.Shape.Width; x++)
                    if (Square.At(values, box, inner, row, x, HeldRadius, square) == square.Length)
                    {
                        darkest = Math.Min(darkest, TensorPrimitives.Max<float>(square));
                        brightest = Math.Max(brightest, TensorPrimitives.Min<float>(square));
                    }
        }, cancellationToken);
        return Span < leastSpan || brightest - darkest > FarMore * Span ? this with { Low = darkest, High = Math.Max(brightest, darkest + leastSpan) } : this;
    }

    private static double ShareAlone(IChannelBlocks channel, float level, CancellationToken cancellationToken)
    {
        long bright = 0, alone = 0;
        float[] square = new float[9];
        channel.Visit(1, (values, box, inner) =>
        {
            GridBox local = inner.RelativeTo(box);
            for (int row = 0; row < inner.Rows; row++)
            {
                ReadOnlySpan<float> line = values.Slice(local.RowStart(row, box.Shape), inner.Shape.Width);
                for (int x = 0; x < line.Length; x++)
                {
                    if (line[x] <= level)
                        continue;
                    bright++;
                    int beside = 0;
                    foreach (float value in square.AsSpan(0, Square.At(values, box, inner, row, x, 1, square)))
                        beside += value > level ? 1 : 0;
                    alone += beside <= FewBright ? 1 : 0;
                }
            }
        }, cancellationToken);
        return (double)alone / Math.Max(1, bright);
    }
}
