namespace Cellulus;

/// <summary>What the network should say at one output pixel.</summary>
/// <param name="Pixel">Index in the output, order (z, y, x).</param>
/// <param name="IsObject">Whether it belongs to an object.</param>
/// <param name="Weight">How much that counts. Weights that favour objects or background would shift the border between them.</param>
/// <param name="Offset">From the pixel to the centre of its object in units of the network; of objects only.</param>
/// <param name="OffsetWeight">How much the offset counts.</param>
internal readonly record struct ObjectTarget(int Pixel, bool IsObject, float Weight, PixelPosition Offset = default, float OffsetWeight = 0);
