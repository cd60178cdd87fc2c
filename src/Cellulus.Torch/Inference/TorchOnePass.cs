using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Embeds an image, or a region of one, by one pass without noise, several tiles at once.</summary>
internal sealed class TorchOnePass(IFieldHead head, TorchSession session, ImageWindow image, GridBox region, EmbeddingOptions options)
{
    private readonly NetworkTiles _tiles = new(head.Network.Layout.Architecture, region, options.TileSize);
    private readonly SaltAndPepper _noNoise = new(options, (_, _, uniform) => uniform.Fill(1));

    /// <summary>Runs the pass.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the image.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    public EmbeddingField Run(double objectDiameter, StageExecution execution)
    {
        int pixels = region.Shape.CheckedLength(), rank = head.Network.Layout.Architecture.Rank, batchSize = Math.Min(session.BatchSize, _tiles.Count);
        float[] offsets = new float[rank * pixels], uncertainty = new float[pixels];
        var batch = new ImageBatch(batchSize, _tiles.Input, image.Image.Channels, rank);
        for (int first = 0; first < _tiles.Count; first += batchSize)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            int start = first, count = Math.Min(batchSize, _tiles.Count - first);
            ParallelWork.For(count, execution, i => _noNoise.Fill(image, 0, _tiles.InputOrigin(start + i), batch[i]));
            using DisposeScope scope = torch.NewDisposeScope();
            (torch.Tensor features, torch.Tensor output) = head.Network.Forward(batch.Upload(count, session.TorchDevice));
            (torch.Tensor tileOffsets, torch.Tensor tileUncertainty) = head.Read(features, output);
            Copy(HostMemory.Download(tileOffsets), first, count, offsets);
            Copy(HostMemory.Download(tileUncertainty), first, count, uncertainty);
            execution.Progress?.Report((first + count) / (double)_tiles.Count);
        }
        return new EmbeddingField(offsets, uncertainty, region.Shape, objectDiameter) { HasBorders = head.HasBorders };
    }

    private void Copy(float[] values, int first, int count, float[] field)
    {
        int length = values.Length / count;
        for (int i = 0; i < count; i++)
            TileRows.Copy(values.AsSpan(i * length, length), _tiles.Tile, _tiles.Inside(first + i), field, region.Shape);
    }
}
