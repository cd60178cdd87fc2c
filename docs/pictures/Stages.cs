using Cellulus.Imaging;
using Cellulus.Testing;

namespace Cellulus.Documents;

/// <summary>What each stage of a segmentation makes of a scene.</summary>
internal sealed record Stages(Picture Image, Picture Directions, Picture Uncertainty, Picture Foreground, Picture Labels)
{
    public static async Task<Stages> OfAsync(EmbeddingModel model, CellSceneOptions scene, int zoom)
    {
        MicroscopyImage image = CellSceneSimulator.Simulate(scene).Image;
        var look = new PictureOptions { Zoom = zoom };
        // At the working diameter the network's grid is that of the image, so the pictures match.
        var options = new SegmentationOptions { ObjectDiameter = model.Description.WorkingDiameter, KeepEmbedding = true };
        Segmentation result = await new CellSegmenter(model).SegmentAsync(image, options);
        EmbeddingField field = result.Embedding ?? throw new InvalidOperationException("The scene is empty.");
        ForegroundMask foreground = new UncertaintyBackgroundEstimator().EstimateForeground(image, field, StageExecution.Default);
        return new Stages(
            Pictures.Image(image, look),
            Pictures.Directions(OffsetsIn(foreground, field), look),
            Pictures.Uncertainty(field, look),
            Pictures.Image(ToImage(foreground), look),
            Pictures.Labels(result.Labels, look));
    }

    /// <summary>The offsets of the foreground. Those of the background mean nothing and become the median, which is drawn black.</summary>
    private static EmbeddingField OffsetsIn(ForegroundMask foreground, EmbeddingField field)
    {
        int length = field.Uncertainty.Length;
        var offsets = new float[field.Components * length];
        for (int component = 0; component < field.Components; component++)
        {
            float[] values = field.GetOffsets(component).ToArray();
            float[] inside = [.. values.Where((_, pixel) => foreground.Pixels[pixel]).Order()];
            for (int pixel = 0; pixel < length; pixel++)
                offsets[component * length + pixel] = foreground.Pixels[pixel] ? values[pixel] : inside[inside.Length / 2];
        }
        return new EmbeddingField(offsets, field.Uncertainty.ToArray(), field.Shape, field.ObjectDiameter);
    }

    private static MicroscopyImage ToImage(ForegroundMask mask)
    {
        float[] values = new float[mask.Pixels.Length];
        for (int pixel = 0; pixel < values.Length; pixel++)
            values[pixel] = mask.Pixels[pixel] ? 1 : 0;
        return MicroscopyImage.FromPixels(values, mask.Shape);
    }
}
