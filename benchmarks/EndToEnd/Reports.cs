namespace Cellulus.Benchmarks;

/// <summary>Passes reports on at once, on the reporting thread.</summary>
internal sealed class Reports<T>(Action<T> action) : IProgress<T>
{
    public void Report(T value) => action(value);
}
