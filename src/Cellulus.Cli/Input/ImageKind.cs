namespace Cellulus.Cli.Input;

/// <summary>What images must have in common to be worked on together, and how many of them a file holds.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Rank">2 for planes, 3 for volumes.</param>
/// <param name="Frames">Time points.</param>
/// <param name="SeriesCount">Images of which one is read.</param>
internal sealed record ImageKind(int Channels, int Rank, int Frames, int SeriesCount);
