namespace Cellulus.Benchmarks.Quality;

/// <summary>Tells on stderr how far the work is: in place on a terminal, else once in ten seconds.</summary>
internal static class StatusLine
{
    private const int Width = 100;

    private static long s_told = long.MinValue / 2;

    public static void Tell(string status)
    {
        long now = Environment.TickCount64;
        if (now - s_told < (Console.IsErrorRedirected ? 10_000 : 200))
            return;
        s_told = now;
        Console.Error.Write(Console.IsErrorRedirected ? status + Environment.NewLine : "\r" + status.PadRight(Width));
    }

    /// <summary>Makes room for other text.</summary>
    public static void Clear()
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write("\r" + new string(' ', Width) + "\r");
    }
}
