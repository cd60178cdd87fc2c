using System.Runtime.InteropServices;

namespace Cellulus.Benchmarks.Quality;

/// <summary>What a report says of the run it comes from.</summary>
/// <param name="Command">The command that repeats it.</param>
/// <param name="Threads">Threads used at once.</param>
/// <param name="IsQuick">Whether training was cut short and most images left out.</param>
/// <param name="Variants">What was compared besides the default.</param>
internal sealed record RunDescription(string Command, int Threads, bool IsQuick, IReadOnlyList<Variant> Variants)
{
    /// <summary>Sets that could not be worked on, and why.</summary>
    public List<string> Failures { get; } = [];

    public string Machine { get; } = Text.Of(
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors");
}
