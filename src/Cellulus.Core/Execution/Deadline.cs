using System.Diagnostics;

namespace Cellulus;

/// <summary>When work has to be done with. What is not by then is stopped, and what there was before it counts.</summary>
internal sealed class Deadline : IDisposable
{
    // A timer takes no more.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    private readonly CancellationToken _asked;
    private readonly CancellationTokenSource _source;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly TimeSpan? _time;

    /// <param name="time">From now on; <see langword="null"/> for no end.</param>
    /// <param name="asked">Stops the work for other reasons.</param>
    public Deadline(TimeSpan? time, CancellationToken asked)
    {
        (_time, _asked) = (time, asked);
        _source = CancellationTokenSource.CreateLinkedTokenSource(asked);
        if (time <= TimeSpan.Zero)
            _source.Cancel();
        else if (time < s_longest)
            _source.CancelAfter(time.Value);
    }

    /// <summary>Cancelled when the time is over, or when asked.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Time that is left; <see langword="null"/> without an end.</summary>
    public TimeSpan? Left => _time is { } time ? time > Stopwatch.GetElapsedTime(_began) ? time - Stopwatch.GetElapsedTime(_began) : TimeSpan.Zero : null;

    /// <summary>Does work that looks at the token.</summary>
    /// <param name="work">The work.</param>
    /// <param name="instead">What counts if the time is over before it is done.</param>
    /// <exception cref="OperationCanceledException">Stopped for another reason.</exception>
    public T Run<T>(Func<T> work, T instead)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested && !_asked.IsCancellationRequested)
        {
            return instead;
        }
    }

    public void Dispose() => _source.Dispose();
}
