using TorchSharp;

namespace Cellulus.Torch;

/// <summary>
/// Embeds an image, or a region of one, by noisy passes, as <see cref="NoisyPasses"/> does, with the same noise: tile by tile, several
/// passes at once. Sums are 64-bit floats on the device.
/// </summary>
internal sealed class TorchNoisyPasses(TorchNetwork network, TorchSession session, ImageWindow image, GridBox region, EmbeddingOptions options)
{
    private readonly NetworkTiles _tiles = new(network.Layout.Architecture, region, options.TileSize);
    private readonly SaltAndPepper _noise = new(options);

    /// <summary>Runs all passes.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the image.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    public EmbeddingField Run(double objectDiameter, StageExecution execution)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_noise.Copies, nameof(options));
        int pixels = region.Shape.CheckedLength(), batchSize = Math.Min(session.BatchSize, _noise.Copies), rank = network.Layout.Architecture.Rank;
        float[] offsets = new float[network.Layout.Architecture.Outputs * pixels], uncertainty = new float[pixels];
        var batch = new ImageBatch(batchSize, _tiles.Input, image.Image.Channels, rank);
        for (int tile = 0; tile < _tiles.Count; tile++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            (torch.Tensor mean, torch.Tensor deviation) = Pass(tile, batch, batchSize, execution);
            TileRows.Copy(HostMemory.Download(mean), _tiles.Tile, _tiles.Inside(tile), offsets, region.Shape);
            TileRows.Copy(HostMemory.Download(deviation), _tiles.Tile, _tiles.Inside(tile), uncertainty, region.Shape);
        }
        return new EmbeddingField(offsets, uncertainty, region.Shape, objectDiameter);
    }

    // Mean (component, (z,) y, x) and deviation ((z,) y, x) of one tile.
    private (torch.Tensor Mean, torch.Tensor Deviation) Pass(int tile, ImageBatch batch, int batchSize, StageExecution execution)
    {
        torch.Tensor? sum = null, squares = null;
        for (int first = 0; first < _noise.Copies; first += batchSize)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            int start = first, count = Math.Min(batchSize, _noise.Copies - first);
            ParallelWork.For(count, execution, i => _noise.Fill(image, start + i, _tiles.InputOrigin(tile), batch[i]));
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor output = network.Forward(batch.Upload(count, session.TorchDevice)).Output.to_type(torch.ScalarType.Float64);
            torch.Tensor passes = output.sum(new long[] { 0 }), passSquares = output.mul(output).sum(new long[] { 0 });
            if (sum is null || squares is null)
            {
                (sum, squares) = (passes.MoveToOuterDisposeScope(), passSquares.MoveToOuterDisposeScope());
            }
            else
            {
                sum.add_(passes);
                squares.add_(passSquares);
            }
            execution.Progress?.Report((tile + (first + count) / (double)_noise.Copies) / _tiles.Count);
        }
        torch.Tensor mean = sum!.div(_noise.Copies), variance = squares!.div(_noise.Copies).sub(mean.mul(mean));
        torch.Tensor deviation = variance.clamp_min(0).sqrt().sum(new long[] { 0 });
        return (mean.to_type(torch.ScalarType.Float32), deviation.to_type(torch.ScalarType.Float32));
    }
}
