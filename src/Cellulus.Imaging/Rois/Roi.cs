namespace Cellulus.Imaging;

/// <summary>An area that somebody has outlined in ImageJ.</summary>
/// <param name="Name">What its file is called, without extension.</param>
/// <param name="Bytes">Length of its file, decompressed.</param>
/// <param name="Rings">
/// Its borders, each a closed polygon whose last corner is joined to the first. Whole numbers are pixel corners: the first pixel reaches
/// from 0 to 1. What lies within an odd number of them
/// is inside. The corners of curves are computed when they are asked for: a few bytes can tell of thousands.
/// </param>
internal sealed record Roi(string Name, int Bytes, IReadOnlyList<IEnumerable<RoiPoint>> Rings);
