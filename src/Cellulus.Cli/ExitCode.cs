namespace Cellulus.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>Stopped with Ctrl+C: 128 and the number of the signal, as shells have it.</summary>
    public const int Cancelled = 130;

    /// <summary>Asked to terminate.</summary>
    public const int Terminated = 143;
}
