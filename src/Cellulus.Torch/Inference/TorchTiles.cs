using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Runs a network over the tiles of an image without noise, several tiles at once. To be used within a session's work that records
/// no gradients.</summary>
internal sealed class TorchTiles(TorchNetwork network, TorchSession session, NetworkTiles tiles)
{
    private readonly SaltAndPepper _noNoise = new(new EmbeddingOptions(), (_, _, uniform) => uniform.Fill(1));

    /// <summary>Told the first tile of a batch, how many it has, and what <see cref="TorchNetwork.Forward"/> gives for them.</summary>
    public delegate void BatchReader(int first, int count, torch.Tensor features, torch.Tensor output);

    /// <summary>Tiles at once, at most.</summary>
    public int BatchSize { get; } = Math.Min(session.BatchSize, tiles.Count);

    /// <summary>Runs all tiles.</summary>
    /// <param name="image">What they look at.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <param name="read">Reads each batch; its tensors are let go of afterwards.</param>
    public void Run(ImageWindow image, StageExecution execution, BatchReader read)
    {
        var batch = new ImageBatch(BatchSize, tiles.Input, image.Image.Channels, network.Layout.Architecture.Rank);
        for (int first = 0; first < tiles.Count; first += BatchSize)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            int start = first, count = Math.Min(BatchSize, tiles.Count - first);
            ParallelWork.For(count, execution, i => _noNoise.Fill(image, 0, tiles.InputOrigin(start + i), batch[i]));
            using DisposeScope scope = torch.NewDisposeScope();
            (torch.Tensor features, torch.Tensor output) = network.Forward(batch.Upload(count, session.TorchDevice));
            read(first, count, features, output);
            execution.Progress?.Report((first + count) / (double)tiles.Count);
        }
    }
}
