namespace Cellulus.Tests;

/// <summary>Progress that is handed on at once, on the thread that tells of it, one report at a time.</summary>
internal sealed class Sink<T>(Action<T> report) : IProgress<T>
{
    private readonly Lock _lock = new();

    public void Report(T value)
    {
        lock (_lock)
            report(value);
    }
}
