namespace Cellulus;

/// <summary>What normalisation must know of a whole image, found window by window: the same numbers as in memory.</summary>
internal sealed class IntensitySurvey(IImageSource source, BoxGrid windows, StageExecution execution)
{
    /// <summary>For each channel what becomes 0 and what becomes 1, then its least and greatest value.</summary>
    public double[] Run()
    {
        IntensityRange[] ranges = [.. Enumerable.Range(0, source.Channels).Select(c => IntensityRange.Find(
            new ChannelBlocks(source, windows, c, execution), Normalization.DefaultLowPercentile, Normalization.DefaultHighPercentile, execution.CancellationToken))];
        return [.. ranges.SelectMany(r => new[] { r.Low, r.High }), .. ranges.SelectMany(r => new double[] { r.Least, r.Greatest })];
    }

    private sealed class ChannelBlocks(IImageSource source, BoxGrid windows, int channel, StageExecution execution) : IChannelBlocks
    {
        /// <summary>How often values are gone through where there is no need to look closer.</summary>
        private const int Visits = 4;

        private readonly NormalizedSource _raw = new(source, []);
        private int _visits;

        public ImageShape Shape => source.Shape;

        public void Visit(int margin, BlockVisitor visitor, CancellationToken cancellationToken)
        {
            for (int window = 0; window < windows.Count; window++)
            {
                GridBox inner = windows[window], box = inner.Inflate(margin, source.Shape) with { Z0 = inner.Z0, Z1 = inner.Z1 };
                float[] values = _raw.ReadRaw(box, cancellationToken);
                int length = values.Length / source.Channels;
                visitor(values.AsSpan(channel * length, length), box, inner);
                execution.Progress?.Report((channel + Math.Min(1, (_visits + (window + 1.0) / windows.Count) / Visits)) / source.Channels);
            }
            _visits++;
        }
    }
}
