using System.Runtime.ExceptionServices;

namespace Cellulus;

/// <summary>Numbered items that the threads working on them draw from a shared counter.</summary>
internal sealed class ParallelJob(int count, CancellationToken cancellationToken, Action<int> body)
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private ExceptionDispatchInfo? _failure;
    private int _next = -1;
    private int _guests;
    private bool _closed;

    /// <summary>Works on items until none is left; stops early when one has failed.</summary>
    public void Work()
    {
        try
        {
            while (Volatile.Read(ref _failure) is null && Interlocked.Increment(ref _next) is var item && item < count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                body(item);
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
        }
    }

    /// <summary>Lets another thread join. False when the job is over already.</summary>
    public bool TryJoin()
    {
        lock (_lock)
        {
            if (_closed)
                return false;
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

    /// <summary>Lets nobody join any more and waits for those who did.</summary>
    public void CloseAndWait()
    {
        lock (_lock)
            _closed = true;
        _idle.Wait(CancellationToken.None);
    }

    public void ThrowIfFailed() => _failure?.Throw();
}
