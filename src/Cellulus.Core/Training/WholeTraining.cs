namespace Cellulus;

/// <summary>
/// Tells with each report how far the training is in all: the steps are but a part of it. Parts are weighed in steps, by the passes that
/// each takes of crops.
/// Where another training follows, it fills what is left.
/// </summary>
internal sealed class WholeTraining : IProgress<TrainingProgress>
{
    /// <summary>Passes through the network that a crop takes: forward and backward in a step, forward with all copies where the uncertainty
    /// is learned.</summary>
    private const double PassesOfStep = 3;

    /// <summary>A crop of the object network over one of the embedding's, and all of a round over its steps: the rest is segmenting the
    /// images.</summary>
    private const double ObjectStep = 0.5, Round = 4.0 / 3;

    /// <summary>A time limit is not reached before the work is done.</summary>
    private const double MostByTime = 0.999;

    private readonly IProgress<TrainingProgress> _inner;
    private readonly TrainingClock _clock;
    private readonly TimeSpan? _timeLimit;
    private readonly double _steps, _uncertainty, _objects;
    private double _from, _own;
    private TrainingProgress? _last;

    /// <param name="inner">Told.</param>
    /// <param name="options">Options without gaps.</param>
    /// <param name="rank">2 or 3.</param>
    /// <param name="learnsObjects">Whether objects are learned after the steps.</param>
    /// <param name="clock">Tells the time since the beginning.</param>
    public WholeTraining(IProgress<TrainingProgress> inner, TrainingOptions options, int rank, bool learnsObjects, TrainingClock clock)
    {
        (_inner, _clock, _timeLimit, _steps) = (inner, clock, options.TimeLimit, options.Iterations!.Value);
        if (options.LearnUncertainty)
        {
            UncertaintyHeadOptions how = EmbeddingTrainer.HowToLearnUncertainty(options, options.Iterations.Value);
            _uncertainty = how.Crops * (how.Copies + 1) / PassesOfStep / options.BatchSize;
        }
        if (learnsObjects)
        {
            SelfTrainingOptions how = SelfTrainingDefaults.Fill(options.SelfTraining!, rank);
            _objects = how.Rounds * Math.Min(how.Iterations!.Value, _steps) * how.BatchSize / options.BatchSize * ObjectStep * Round;
        }
    }

    public void Report(TrainingProgress value)
    {
        double all = _steps + _uncertainty + _objects;
        double own = value.SelfTrainingShare is { } objects ? 1 - _objects / all * (1 - objects)
            : value.UncertaintyShare is { } uncertainty ? (_steps + _uncertainty * uncertainty) / all
            : _steps / all * value.Iteration / value.Iterations;
        if (own < _own)
            _from = _last?.Fraction ?? 0;
        _own = own;
        double fraction = _from + (1 - _from) * own;
        TimeSpan left = TimeSpan.FromSeconds(Math.Min((1 - own) * all * value.SecondsPerIteration, TimeSpan.MaxValue.TotalSeconds / 2));
        if (_timeLimit is { } limit)
        {
            fraction = Math.Min(MostByTime, Math.Max(fraction, _clock.Elapsed / limit));
            left = limit > _clock.Elapsed ? limit - _clock.Elapsed : TimeSpan.Zero;
        }
        _last = value with { Fraction = Math.Max(fraction, _last?.Fraction ?? 0), Remaining = left };
        _inner.Report(_last);
    }

    /// <summary>The training is done.</summary>
    public void Finish()
    {
        if (_last?.Fraction < 1)
            _inner.Report(_last with { Fraction = 1, Remaining = TimeSpan.Zero, Warning = null });
    }
}
