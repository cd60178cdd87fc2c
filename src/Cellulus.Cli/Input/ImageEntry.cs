namespace Cellulus.Cli.Input;

/// <summary>One image to work on: a file, or one time point of a file that holds several.</summary>
/// <param name="Path">The file.</param>
/// <param name="Frame">The time point.</param>
/// <param name="Name">What its results are called: the stem of the file, with <c>-t000</c> and so on for time points.</param>
internal sealed record ImageEntry(string Path, int Frame, string Name);
