namespace Cellulus;

/// <summary>A tensor of a checkpoint: a view on a storage. As claimed; nothing is checked yet.</summary>
/// <param name="Storage">The numbers.</param>
/// <param name="Offset">Index of the first element.</param>
/// <param name="Shape">Extents, slowest first.</param>
/// <param name="Strides">Steps between neighbours along each extent, in elements.</param>
internal sealed record StoredTensor(TensorStorage Storage, long Offset, long[] Shape, long[] Strides);
