namespace Cellulus;

/// <summary>What segmenting a large image will take, known before a pixel is read.</summary>
/// <param name="Memory">Memory, part by part.</param>
/// <param name="ScratchBytes">Room that scratch files take on the disk.</param>
/// <param name="WindowSize">Side of the windows in pixels; of cubes in a volume.</param>
/// <param name="LargestWindow">Pixels that a window and its context may have at most.</param>
/// <param name="StripRows">Rows that are read at once where the order of rows matters.</param>
public sealed record LargeImagePlan(MemoryPlan Memory, long ScratchBytes, int WindowSize, long LargestWindow, int StripRows);
