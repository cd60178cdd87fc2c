namespace Cellulus.Scenes;

/// <summary>What programs burn into images: scale bars, characters, boxes.</summary>
internal sealed class Marks : IGround
{
    private const int GlyphRows = 7, GlyphColumns = 5;

    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        float value = (float)random.Uniform(1, 3);
        int y = random.Below(shape.Height), x = random.Below(shape.Width), thick = random.Between(1, 4);
        if (random.Chance(0.5))
            Fill(layer, shape, y, x, thick, random.Between(10, Math.Max(11, shape.Width / 2)), value);
        else
            for (int glyph = random.Between(2, 8), scale = random.Between(1, 2); glyph > 0; glyph--, x += (GlyphColumns + 1) * scale)
                for (int row = 0; row < GlyphRows; row++)
                    for (int column = 0; column < GlyphColumns; column++)
                        if (random.Chance(0.45))
                            Fill(layer, shape, y + row * scale, x + column * scale, scale, scale, value);
    }

    private static void Fill(float[] layer, ImageShape shape, int y0, int x0, int height, int width, float value)
    {
        for (int z = 0; z < shape.Depth; z++)
            for (int y = Math.Max(0, y0); y < Math.Min(shape.Height, y0 + height); y++)
                for (int x = Math.Max(0, x0); x < Math.Min(shape.Width, x0 + width); x++)
                    layer[shape.IndexOf(z, y, x)] += value;
    }
}
