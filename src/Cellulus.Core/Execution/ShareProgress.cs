namespace Cellulus;

/// <summary>Hands a finished share on at once, on the thread that tells it: <see cref="Progress{T}"/> would post it to the pool, late and
/// out of order.</summary>
internal sealed class ShareProgress(Action<double> report) : IProgress<double>
{
    public void Report(double value) => report(value);
}
