using System.Diagnostics;
using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>Measures steps and tells how far a run is and how long it will take.</summary>
internal sealed class TrainingClock
{
    private const int Window = 21;
    private readonly int _iterations;
    private readonly TimeSpan? _timeLimit;
    private readonly double? _objectDiameter;
    private readonly Queue<double> _seconds = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _last = Stopwatch.GetTimestamp();
    private double _meanLoss;

    /// <param name="iterations">Optimizer steps to take.</param>
    /// <param name="timeLimit">When the training ends, if it has not taken them by then.</param>
    /// <param name="objectDiameter">That of the images, which is told with each report where it is known.</param>
    public TrainingClock(int iterations, TimeSpan? timeLimit = null, double? objectDiameter = null)
    {
        (_iterations, _timeLimit, _objectDiameter) = (iterations, timeLimit, objectDiameter);
        Last = new TrainingProgress(0, _iterations, 0, 0, 0, TimeSpan.Zero);
    }

    /// <summary>A clock for the training that comes after this one, whether or not it ended well.</summary>
    /// <param name="iterations">Its steps.</param>
    /// <param name="objectDiameter">That of its images, as it is taken to be.</param>
    public TrainingClock ForNext(int iterations, double? objectDiameter) =>
        new(iterations, _timeLimit, objectDiameter) { Earlier = Last.Iteration > 0 ? Last.Attempt : Earlier };

    /// <summary>Trainings that were begun before this one.</summary>
    private int Earlier { get; init; }

    /// <summary>The last report.</summary>
    public TrainingProgress Last { get; private set; }

    /// <summary>Finished share of the run, by steps or by time, whichever is further.</summary>
    public double Share(int iteration)
    {
        double share = iteration / (double)_iterations;
        return _timeLimit is { } limit ? Math.Max(share, Stopwatch.GetElapsedTime(_start) / limit) : share;
    }

    /// <summary>Notes a finished step.</summary>
    /// <param name="iteration">Finished steps.</param>
    /// <param name="loss">Loss of the last one.</param>
    /// <param name="learningRate">Its learning rate.</param>
    /// <param name="attempt">1, or more after this training was begun anew.</param>
    public TrainingProgress Tick(int iteration, double loss, double learningRate, int attempt = 1)
    {
        long now = Stopwatch.GetTimestamp();
        _seconds.Enqueue(Stopwatch.GetElapsedTime(_last, now).TotalSeconds);
        if (_seconds.Count > Window)
            _seconds.Dequeue();
        _last = now;
        _meanLoss = _meanLoss == 0 ? loss : 0.95 * _meanLoss + 0.05 * loss;
        double median = _seconds.Median();
        var remaining = TimeSpan.FromSeconds(median * (_iterations - iteration));
        if (_timeLimit is { } limit && limit - Stopwatch.GetElapsedTime(_start) is var left && left < remaining)
            remaining = left < TimeSpan.Zero ? TimeSpan.Zero : left;
        return Last = new TrainingProgress(iteration, _iterations, _meanLoss, learningRate, median, remaining) { Attempt = Earlier + attempt, ObjectDiameter = _objectDiameter };
    }
}
