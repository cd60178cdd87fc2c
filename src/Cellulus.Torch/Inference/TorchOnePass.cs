using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Embeds an image, or a region of one, by one pass without noise, several tiles at once.</summary>
internal sealed class TorchOnePass(IFieldHead head, TorchSession session, ImageWindow image, GridBox region, EmbeddingOptions options)
{
    private readonly NetworkTiles _tiles = new(head.Network.Layout.Architecture, region, options.TileSize);

    /// <summary>Runs the pass.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the image.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    public EmbeddingField Run(double objectDiameter, StageExecution execution)
    {
        int pixels = region.Shape.CheckedLength(), rank = head.Network.Layout.Architecture.Rank;
        float[] offsets = new float[rank * pixels], uncertainty = new float[pixels];
        new TorchTiles(head.Network, session, _tiles).Run(image, execution, (first, count, features, output) =>
        {
            (torch.Tensor tileOffsets, torch.Tensor tileUncertainty) = head.Read(features, output);
            Copy(HostMemory.Download(tileOffsets), first, count, offsets);
            Copy(HostMemory.Download(tileUncertainty), first, count, uncertainty);
        });
        return new EmbeddingField(offsets, uncertainty, region.Shape, objectDiameter) { Traits = head.Traits };
    }

    private void Copy(float[] values, int first, int count, float[] field)
    {
        int length = values.Length / count;
        for (int i = 0; i < count; i++)
            TileRows.Copy(values.AsSpan(i * length, length), _tiles.Tile, _tiles.Inside(first + i), field, region.Shape);
    }
}
