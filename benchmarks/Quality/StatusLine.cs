namespace Cellulus.Benchmarks.Quality;

/// <summary>Tells on stderr how far the work is: in place on a terminal, else once in ten seconds.</summary>
internal sealed class StatusLine<T>(Func<T, string> describe) : IProgress<T>
{
    private const int Width = 100;

    private long _told;

    public void Report(T value)
    {
        long now = Environment.TickCount64;
        if (now - _told < (Console.IsErrorRedirected ? 10_000 : 200))
            return;
        _told = now;
        Console.Error.Write(Console.IsErrorRedirected ? describe(value) + Environment.NewLine : "\r" + describe(value).PadRight(Width));
    }
}
