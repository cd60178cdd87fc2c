namespace Cellulus.Cli.Output;

/// <summary>Shows on stderr how far a long work is: a bar on a terminal, a line now and then elsewhere.</summary>
internal static class ProgressDisplay
{
    public static Task<T> RunAsync<T>(string title, Func<IProgress<ProgressState>, Task<T>> work) =>
        Console.IsErrorRedirected ? work(new PlainProgress(title, Console.Error)) : TerminalProgress.RunAsync(title, work);
}
