using System.Runtime.ExceptionServices;

namespace Cellulus;

/// <summary>
/// Numbered items that the threads working on them draw from a shared counter. May run again and again, by one caller at a time;
/// a run takes no memory.
/// </summary>
internal sealed class ParallelJob
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private Action<int>? _body;
    private CancellationToken _cancellationToken;
    private ExceptionDispatchInfo? _failure;
    private int _count, _next;
    private int _places, _guests;

    /// <summary>Begins a run that up to <paramref name="places"/> other threads may join.</summary>
    public void Open(int count, int places, Action<int> body, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            (_count, _next, _failure) = (count, -1, null);
            (_body, _places, _cancellationToken) = (body, places, cancellationToken);
        }
    }

    /// <summary>Works on items until none is left; stops early when one has failed.</summary>
    public void Work()
    {
        try
        {
            while (Volatile.Read(ref _failure) is null && Interlocked.Increment(ref _next) is var item && item < _count)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                _body!(item);
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
        }
    }

    /// <summary>Lets another thread join. False when the run is over or enough have come.</summary>
    public bool TryJoin()
    {
        lock (_lock)
        {
            if (_places == 0)
                return false;
            _places--;
            _guests++;
            _idle.Reset();
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock)
            if (--_guests == 0)
                _idle.Set();
    }

    /// <summary>Lets nobody join any more, waits for those who did, and forgets what was worked on: an invitation may outlive the
    /// run.</summary>
    public void CloseAndWait()
    {
        lock (_lock)
            _places = 0;
        _idle.Wait(CancellationToken.None);
        _body = null;
    }

    public void ThrowIfFailed() => _failure?.Throw();
}
