namespace Cellulus;

/// <summary>A run of numbers in a checkpoint, kept in the archive entry <c>data/KEY</c>. As claimed; nothing is checked yet.</summary>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Key">Name of the entry.</param>
/// <param name="Length">Count of numbers.</param>
internal sealed record TensorStorage(ElementType Type, string Key, long Length);
