namespace Cellulus.Engine;

/// <summary>What of a block is kept: everything for training, the newest rows for inference.</summary>
internal enum MapRetention
{
    /// <summary>Inference, result kept whole.</summary>
    Result,

    /// <summary>Inference, only the newest row of the result.</summary>
    ResultRow,

    /// <summary>Training with a gradient at every pixel of the result.</summary>
    Training,

    /// <summary>Training with a gradient at few pixels of the result.</summary>
    SparseTraining,
}

/// <summary>The maps of one block for one image: after each of its four convolutions, and their gradients.</summary>
internal sealed class BlockMaps
{
    private readonly List<FeatureMap> _all = [];

    /// <param name="layers">The block's convolutions.</param>
    /// <param name="first">Extent after the first convolution.</param>
    /// <param name="retention">What to keep.</param>
    /// <param name="inputGradients">Whether a gradient flows on to the block's inputs.</param>
    public BlockMaps(ConvolutionLayer[] layers, ImageShape first, MapRetention retention, bool inputGradients)
    {
        ImageShape kernel = layers[0].Kernel;
        int channels = layers[0].StoredOutputs;
        var result = new ImageShape(first.Depth - kernel.Depth + 1, first.Height - kernel.Height + 1, first.Width - kernel.Width + 1);
        bool training = retention is MapRetention.Training or MapRetention.SparseTraining;
        int oneRow = training ? 0 : 1;
        int window = training ? 0 : (kernel.Depth - 1) * first.Height + kernel.Height;

        First = Add(new FeatureMap(first, channels, newestRows: oneRow));
        Second = Add(new FeatureMap(first, channels, newestRows: oneRow));
        Third = Add(new FeatureMap(first, channels, newestRows: window));
        Result = Add(new FeatureMap(result, channels, newestRows: retention == MapRetention.ResultRow ? 1 : 0));
        if (!training)
            return;

        bool sparse = retention == MapRetention.SparseTraining;
        if (!sparse)
            ResultGradient = Add(new FeatureMap(result, channels, halo: 2, haloDepth: kernel.Depth - 1));
        ThirdGradient = Add(new FeatureMap(first, channels, newestRows: sparse ? 0 : 1));
        SecondGradient = Add(new FeatureMap(first, channels, newestRows: 1));
        FirstGradient = Add(inputGradients
            ? new FeatureMap(first, channels, halo: 2, haloDepth: kernel.Depth - 1)
            : new FeatureMap(first, channels, newestRows: 1));
    }

    public FeatureMap First { get; }
    public FeatureMap Second { get; }
    public FeatureMap Third { get; }
    public FeatureMap Result { get; }

    /// <summary>Gradient of the rectified result; null when it is sparse.</summary>
    public FeatureMap? ResultGradient { get; }

    public FeatureMap? ThirdGradient { get; }
    public FeatureMap? SecondGradient { get; }
    public FeatureMap? FirstGradient { get; }

    public long Bytes => _all.Sum(m => m.Bytes);

    private FeatureMap Add(FeatureMap map)
    {
        _all.Add(map);
        return map;
    }
}
