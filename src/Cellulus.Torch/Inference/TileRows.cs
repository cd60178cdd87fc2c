namespace Cellulus.Torch;

/// <summary>Copies what was computed for a tile to where it belongs in the field.</summary>
internal static class TileRows
{
    /// <summary>Copies components of a tile, order (component, z, y, x); what lies beyond the region is left out.</summary>
    /// <param name="tile">Values of the tile.</param>
    /// <param name="tileShape">Its extent.</param>
    /// <param name="inside">Where it lies in the region.</param>
    /// <param name="field">Values of the region.</param>
    /// <param name="shape">Extent of the region.</param>
    public static void Copy(ReadOnlySpan<float> tile, ImageShape tileShape, GridBox inside, Span<float> field, ImageShape shape)
    {
        int tilePixels = (int)tileShape.PixelCount, pixels = (int)shape.PixelCount;
        (int depth, int height, int width) = inside.Shape;
        for (int component = 0; component < field.Length / pixels; component++)
            for (int z = 0; z < depth; z++)
                for (int y = 0; y < height; y++)
                    tile.Slice(component * tilePixels + tileShape.IndexOf(z, y, 0), width)
                        .CopyTo(field[(component * pixels + shape.IndexOf(inside.Z0 + z, inside.Y0 + y, inside.X0))..]);
    }
}
