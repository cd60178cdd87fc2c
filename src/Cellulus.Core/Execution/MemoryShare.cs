namespace Cellulus;

/// <summary>One part of a <see cref="MemoryPlan"/>.</summary>
/// <param name="Name">What the memory holds.</param>
/// <param name="Bytes">How much it takes.</param>
public readonly record struct MemoryShare(string Name, long Bytes);
