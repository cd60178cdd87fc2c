namespace Cellulus;

/// <summary>What normalisation must know of a whole image, found window by window: the same numbers as in memory.</summary>
internal sealed class IntensitySurvey(IImageSource source, BoxGrid windows, StageExecution execution)
{
    /// <summary>For each channel what becomes 0 and what becomes 1, then its least and greatest value.</summary>
    public double[] Run()
    {
        var bounds = new List<double>();
        var ranges = new List<double>();
        for (int channel = 0; channel < source.Channels; channel++)
        {
            var values = new ChannelScan(source, windows, channel, execution);
            double[] found = RankSearch.Percentile(
                values, [Normalization.DefaultLowPercentile, Normalization.DefaultHighPercentile], execution.CancellationToken);
            bounds.AddRange(found[0] < found[1] ? found : [values.Range.Least, values.Range.Greatest]);
            ranges.AddRange([values.Range.Least, values.Range.Greatest]);
        }
        return [.. bounds, .. ranges];
    }

    private sealed class ChannelScan(IImageSource source, BoxGrid windows, int channel, StageExecution execution) : IValueScan
    {
        private readonly NormalizedSource _raw = new(source, []);
        private int _visits;

        public ValueRange Range { get; } = new();

        public void Visit(ValueVisitor visitor, CancellationToken cancellationToken)
        {
            for (int window = 0; window < windows.Count; window++)
            {
                float[] values = _raw.ReadRaw(windows[window], cancellationToken);
                int length = values.Length / source.Channels;
                Range.Include(values.AsSpan(channel * length, length));
                visitor(values.AsSpan(channel * length, length));
                execution.Progress?.Report((channel + (_visits + (window + 1.0) / windows.Count) / 2) / source.Channels);
            }
            _visits++;
        }
    }
}
