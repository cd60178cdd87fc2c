namespace Cellulus.Engine;

/// <summary>What of a block is kept: everything for training, the newest rows for inference.</summary>
internal enum MapRetention
{
    /// <summary>Inference, result kept whole.</summary>
    Result,

    /// <summary>Inference, only the newest rows of the result.</summary>
    ResultRows,

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
    public BlockMaps(ConvolutionLayer[] layers, ImageShape first, MapRetention retention)
    {
        ImageShape kernel = layers[0].Kernel;
        int channels = layers[0].StoredOutputs;
        var result = new ImageShape(first.Depth - kernel.Depth + 1, first.Height - kernel.Height + 1, first.Width - kernel.Width + 1);
        bool training = retention is MapRetention.Training or MapRetention.SparseTraining;
        int band = training ? 0 : Convolution.Band;
        // The last convolution reads its window's slices and rows; its gradient is added to the same.
        int window = (kernel.Depth - 1) * first.Height + kernel.Height - 1 + Convolution.Band;

        First = Add(new FeatureMap(first, channels, band));
        Second = Add(new FeatureMap(first, channels, band));
        Third = Add(new FeatureMap(first, channels, training ? 0 : window));
        Result = Add(new FeatureMap(result, channels, retention == MapRetention.ResultRows ? Convolution.Band : 0));
        if (!training)
            return;

        bool sparse = retention == MapRetention.SparseTraining;
        if (!sparse)
            ResultGradient = Add(new FeatureMap(result, channels));
        ThirdGradient = Add(new FeatureMap(first, channels, sparse ? 0 : window));
        SecondGradient = Add(new FeatureMap(first, channels, Convolution.Band));
        FirstGradient = Add(new FeatureMap(first, channels, Convolution.Band));
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
