using Xunit;

namespace Cellulus.Tests;

/// <summary>What holds for the fields of any model.</summary>
internal static class FieldChecks
{
    public static void Same(EmbeddingField expected, EmbeddingField actual)
    {
        for (int c = 0; c < expected.Components; c++)
            Assert.Equal(expected.GetOffsets(c), actual.GetOffsets(c));
        Assert.Equal(expected.Uncertainty, actual.Uncertainty);
    }

    /// <summary>Each region has the values of the whole, from nothing but its context.</summary>
    public static void RegionsEqualWhole(IRegionEmbeddingModel model, MicroscopyImage image, EmbeddingOptions options)
    {
        EmbeddingField whole = model.Embed(image, options, StageExecution.Default);
        foreach (GridBox region in Regions(image.Shape, 3 * model.Alignment))
        {
            GridBox context = GridBox.From(model.ContextOf(region.ToPixelBox(), image.Shape));
            var window = new ImageWindow(Cut(image, context), context.ToPixelBox(), image.Shape);
            EmbeddingField part = model.EmbedRegion(window, region.ToPixelBox(), options, StageExecution.Default);
            for (int z = region.Z0, i = 0; z < region.Z1; z++)
                for (int y = region.Y0; y < region.Y1; y++)
                    for (int x = region.X0; x < region.X1; x++, i++)
                        Assert.Equal(
                            (whole.Uncertainty[image.Shape.IndexOf(z, y, x)], whole.GetOffsets(1)[image.Shape.IndexOf(z, y, x)]),
                            (part.Uncertainty[i], part.GetOffsets(1)[i]));
        }
    }

    private static IEnumerable<GridBox> Regions(ImageShape shape, int step)
    {
        int deep = shape.Depth > 1 ? step : 1;
        for (int z = 0; z < shape.Depth; z += deep)
            for (int y = 0; y < shape.Height; y += step)
                for (int x = 0; x < shape.Width; x += step)
                    yield return new GridBox(z, y, x, z + deep, y + step, x + step).Intersect(GridBox.Of(shape));
    }

    private static MicroscopyImage Cut(MicroscopyImage image, GridBox box)
    {
        float[] pixels = new float[box.Shape.PixelCount];
        MirrorPadding.CopyWindow(image.GetChannel(0), image.Shape, (box.Z0, box.Y0, box.X0), box.Shape, pixels);
        return MicroscopyImage.FromPixels(pixels, box.Shape);
    }
}
