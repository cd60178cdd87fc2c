namespace Cellulus;

/// <summary>What the network should say at one output pixel.</summary>
/// <param name="Pixel">Index in the output, order (z, y, x).</param>
/// <param name="Weight">How much the pixel counts.</param>
/// <param name="IsObject">Whether it belongs to an object.</param>
/// <param name="Offset">From the pixel to the centre of its object in units of the network; of objects only.</param>
internal readonly record struct ObjectTarget(int Pixel, float Weight, bool IsObject, PixelPosition Offset);
