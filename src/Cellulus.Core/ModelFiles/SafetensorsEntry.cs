namespace Cellulus;

/// <summary>Where a safetensors file keeps one tensor.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Shape">Extents, slowest first.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">One past the last byte.</param>
internal sealed record SafetensorsEntry(string Name, ElementType Type, int[] Shape, long Begin, long End);
