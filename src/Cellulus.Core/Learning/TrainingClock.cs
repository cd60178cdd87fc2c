using System.Diagnostics;
using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>Measures steps and tells how far a run is and how long it will take.</summary>
internal sealed class TrainingClock
{
    private const int Window = 21;

    /// <summary>Shares of a time limit that the steps have: learning from objects takes about as long as they do, learning the uncertainty
    /// a quarter of it at most.</summary>
    private const double StepsBeforeObjects = 0.5, StepsAlone = 0.75;

    private readonly int _iterations;
    private readonly TimeSpan? _timeLimit;
    private readonly double? _objectDiameter;
    private readonly Queue<double> _seconds = new();
    private readonly long _start;
    private TimeSpan _before;
    private long _last = Stopwatch.GetTimestamp();
    private double _meanLoss;

    /// <param name="iterations">Optimizer steps to take.</param>
    /// <param name="timeLimit">When the training has to be done with all of its work.</param>
    /// <param name="objectDiameter">That of the images, which is told with each report where it is known.</param>
    /// <param name="began">When it began, if that is some time ago: a <see cref="Stopwatch"/>'s time stamp.</param>
    public TrainingClock(int iterations, TimeSpan? timeLimit = null, double? objectDiameter = null, long? began = null)
    {
        (_iterations, _timeLimit, _objectDiameter, _start) = (iterations, timeLimit, objectDiameter, began ?? Stopwatch.GetTimestamp());
        Last = new TrainingProgress(0, _iterations, 0, 0, 0, TimeSpan.Zero);
    }

    /// <summary>A clock for the training that comes after this one, whether or not it ended well.</summary>
    /// <param name="iterations">Its steps.</param>
    /// <param name="objectDiameter">That of its images, as it is taken to be.</param>
    public TrainingClock ForNext(int iterations, double? objectDiameter) =>
        new(iterations, _timeLimit, objectDiameter) { FewestForObjects = FewestForObjects, Earlier = Last.Iteration > 0 ? Last.Attempt : Earlier };

    /// <summary>Trainings that were begun before this one.</summary>
    private int Earlier { get; init; }

    /// <summary>The last report.</summary>
    public TrainingProgress Last { get; private set; }

    /// <summary>Steps below which no objects are learned after them; <see langword="null"/> if they never are.</summary>
    public int? FewestForObjects { get; init; }

    /// <summary>Time since the training began, in a run before this one included.</summary>
    public TimeSpan Elapsed => _before + Stopwatch.GetElapsedTime(_start);

    /// <summary>Time that is left; <see langword="null"/> without a limit.</summary>
    public TimeSpan? Left => _timeLimit is { } limit ? limit > Elapsed ? limit - Elapsed : TimeSpan.Zero : null;

    /// <summary>Finished share of the steps, by number or by time, whichever is further.</summary>
    public double Share(int iteration)
    {
        double share = iteration / (double)_iterations;
        if (_timeLimit is not { } limit)
            return share;
        TimeSpan elapsed = Elapsed;
        // What follows takes its part of the time, the longer one only if there will have been steps enough for it.
        bool leadsToObjects = FewestForObjects is { } fewest && iteration * (StepsBeforeObjects * limit / elapsed) >= fewest;
        return Math.Max(share, elapsed / (limit * (leadsToObjects ? StepsBeforeObjects : StepsAlone)));
    }

    /// <summary>Goes on where a training that was stopped had come to.</summary>
    /// <param name="iteration">Finished steps.</param>
    /// <param name="loss">Their mean loss.</param>
    /// <param name="elapsed">Time they took.</param>
    public void GoOn(int iteration, double loss, TimeSpan elapsed)
    {
        (_before, _meanLoss) = (elapsed, loss);
        Last = Last with { Iteration = iteration, Loss = loss };
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
        if (Left < remaining)
            remaining = Left.Value;
        return Last = new TrainingProgress(iteration, _iterations, _meanLoss, learningRate, median, remaining) { Fraction = (double)iteration / _iterations, Attempt = Earlier + attempt, ObjectDiameter = _objectDiameter };
    }
}
