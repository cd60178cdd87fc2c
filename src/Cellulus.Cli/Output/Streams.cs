namespace Cellulus.Cli.Output;

/// <summary>Standard output and error. <see cref="Console"/> makes all text visible; what is meant for programs, or draws on the terminal
/// itself, goes past that.</summary>
internal static class Streams
{
    /// <summary>For JSON, which escapes by itself and must not be cut.</summary>
    public static TextWriter Output { get; } = Console.Out;

    /// <summary>For a bar that is redrawn in place.</summary>
    public static TextWriter Error { get; } = Console.Error;

    /// <summary>Makes all text visible that goes to the console from now on.</summary>
    public static void MakeVisible()
    {
        Console.SetOut(new VisibleTextWriter(Output));
        Console.SetError(new VisibleTextWriter(Error));
    }
}
