using System.Diagnostics;

namespace Cellulus;

/// <summary>Runs the stages of one image: measures their times and joins their progress into one that never falls.</summary>
internal sealed class StageClock(
    IProgress<SegmentationProgress>? progress, int imageIndex, int maxDegreeOfParallelism, CancellationToken cancellationToken)
{
    // Shares of the whole at 32 passes on a plane, rounded; only the smoothness of a progress bar hangs on them.
    private static readonly double[] Ends = [0.01, 0.03, 0.75, 0.77, 0.92, 0.98, 1];

    private readonly Dictionary<SegmentationStage, TimeSpan> _timings = [];
    private readonly Lock _reporting = new();
    private double _reported = -1;

    public IReadOnlyDictionary<SegmentationStage, TimeSpan> Timings => _timings;

    /// <summary>Runs one stage; cancelled before it or in it.</summary>
    public T Run<T>(SegmentationStage stage, Func<StageExecution, T> body)
    {
        cancellationToken.ThrowIfCancellationRequested();
        double start = stage == 0 ? 0 : Ends[(int)stage - 1], end = Ends[(int)stage];
        Report(stage, start);
        var execution = new StageExecution
        {
            MaxDegreeOfParallelism = maxDegreeOfParallelism,
            CancellationToken = cancellationToken,
            Progress = progress is null ? null : new ShareProgress(share => Report(stage, start + (end - start) * Math.Clamp(share, 0, 1))),
        };
        long began = Stopwatch.GetTimestamp();
        T result = body(execution);
        _timings[stage] = Stopwatch.GetElapsedTime(began);
        Report(stage, end);
        return result;
    }

    /// <summary>Says that nothing is left to do.</summary>
    public void Finish() => Report(SegmentationStage.Measurement, 1);

    private void Report(SegmentationStage stage, double fraction)
    {
        if (progress is null)
            return;
        lock (_reporting)
        {
            if (fraction <= _reported)
                return;
            _reported = fraction;
            progress.Report(new SegmentationProgress(stage, fraction, imageIndex));
        }
    }
}
