namespace Cellulus.Engine;

/// <summary>Some tiles of a band: two output rows, two columns a tile.</summary>
/// <param name="Output">Extent of the output.</param>
/// <param name="Z">Output slice.</param>
/// <param name="Y">First output row, even.</param>
/// <param name="First">First tile.</param>
/// <param name="Count">Number of tiles.</param>
internal readonly record struct BandTiles(ImageShape Output, int Z, int Y, int First, int Count)
{
    /// <summary>Tiles of a row of outputs.</summary>
    public static int Across(int width) => (width + 1) / 2;

    /// <summary>Tiles to take at once: as even as can be, in fours, which the kernels like.</summary>
    public static int Block(int tiles)
    {
        int blocks = (tiles + ConvolutionScratch.Tiles - 1) / ConvolutionScratch.Tiles;
        return Math.Min(ConvolutionScratch.Tiles, ((tiles + blocks - 1) / blocks + 3) / 4 * 4);
    }

    /// <summary>Rounded up to whole register tiles; what the tiles beyond hold does not matter, as each is computed on its own.</summary>
    public int WholeTiles => (Count + 3) / 4 * 4;

    /// <summary>Where the first tile begins in an input map. A larger map is cropped to its centre.</summary>
    /// <param name="map">Extent of the input map.</param>
    /// <param name="step">Input pixels a tile: 2, or 1 for a map to enlarge.</param>
    /// <param name="phases">Output slices that share an input slice.</param>
    /// <param name="slice">Input slice, counted from the first one that the output slice reads.</param>
    public (int Z, int Y, int X) Origin(ImageShape map, int step, int phases, int slice)
    {
        (int cropY, int cropX) = step == 1 ? (0, 0) : ((map.Height - Output.Height - 2) / 2, (map.Width - Output.Width - 2) / 2);
        int cropZ = step == 1 || Output.Depth == map.Depth ? 0 : (map.Depth - Output.Depth - 2) / 2;
        return (Z / phases + slice + cropZ, Y * step / 2 + cropY, First * step + cropX);
    }
}
