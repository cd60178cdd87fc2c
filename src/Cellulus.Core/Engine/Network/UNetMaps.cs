namespace Cellulus.Engine;

/// <summary>All maps a network needs for one image of one extent: the memory plan. Made once, used for many images, by one thread at a
/// time.</summary>
internal sealed class UNetMaps
{
    public UNetMaps(UNetLayout layout, ImageShape input, bool training)
    {
        UNetArchitecture architecture = layout.Architecture;
        Output = new FeatureMap(architecture.OutputOf(input), layout.Head[1].StoredOutputs);
        Input = new FeatureMap(input, architecture.InputChannels);
        Encoders = new BlockMaps[architecture.Levels];
        Decoders = new BlockMaps[architecture.Levels - 1];
        Pooled = new FeatureMap[architecture.Levels - 1];
        PooledGradients = new FeatureMap?[architecture.Levels - 1];

        ImageShape kernel = architecture.Kernel, size = input;
        for (int level = 0; level < architecture.Levels; level++)
        {
            var first = new ImageShape(size.Depth - kernel.Depth + 1, size.Height - kernel.Height + 1, size.Width - kernel.Width + 1);
            Encoders[level] = new BlockMaps(
                layout.Encoders[level], first, training ? MapRetention.Training : MapRetention.Result);
            if (level + 1 == architecture.Levels)
                break;
            FeatureMap result = Encoders[level].Result;
            size = MaxPooling.OutputOf(result.Size, architecture.Rank);
            Pooled[level] = new FeatureMap(size, result.Channels);
            if (training)
                PooledGradients[level] = new FeatureMap(size, result.Channels);
        }
        for (int level = architecture.Levels - 2; level >= 0; level--)
        {
            ImageShape small = ResultOf(level + 1).Result.Size;
            var first = new ImageShape(
                architecture.Rank == 3 ? 2 * small.Depth - kernel.Depth + 1 : 1,
                2 * small.Height - kernel.Height + 1,
                2 * small.Width - kernel.Width + 1);
            MapRetention retention = (training, level) switch
            {
                (true, 0) => MapRetention.SparseTraining,
                (true, _) => MapRetention.Training,
                (false, 0) => MapRetention.ResultRows,
                _ => MapRetention.Result,
            };
            Decoders[level] = new BlockMaps(layout.Decoders[level], first, retention);
        }
        Scratch = new ConvolutionScratch(layout, training);
        Hidden = new FeatureMap(Output.Size, layout.Head[0].StoredOutputs, newestRows: 1);
    }

    /// <summary>The image, order (z, y, x, channel).</summary>
    public FeatureMap Input { get; }

    /// <summary>Blocks on the way down, by level.</summary>
    public BlockMaps[] Encoders { get; }

    /// <summary>Blocks on the way up, by level.</summary>
    public BlockMaps[] Decoders { get; }

    public FeatureMap[] Pooled { get; }
    public FeatureMap?[] PooledGradients { get; }

    /// <summary>Newest row of the head's hidden layer.</summary>
    public FeatureMap Hidden { get; }

    /// <summary>What convolutions need while they run.</summary>
    public ConvolutionScratch Scratch { get; }

    /// <summary>The network's output, channels padded.</summary>
    public FeatureMap Output { get; }

    public long Bytes =>
        Input.Bytes + Hidden.Bytes + Output.Bytes + Scratch.Bytes
        + Encoders.Sum(m => m.Bytes) + Decoders.Sum(m => m.Bytes) + Pooled.Sum(m => m.Bytes) + PooledGradients.Sum(m => m?.Bytes ?? 0);

    private BlockMaps ResultOf(int level) => level < Decoders.Length ? Decoders[level] : Encoders[level];
}
