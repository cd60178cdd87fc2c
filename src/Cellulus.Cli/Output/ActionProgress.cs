namespace Cellulus.Cli.Output;

/// <summary>Passes reports on at once, in their order, on the reporting thread.</summary>
internal sealed class ActionProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
