namespace Cellulus.Engine;

/// <summary>All convolutions of a network and the flat vector that holds their parameters.</summary>
internal sealed class UNetLayout
{
    private readonly List<ConvolutionLayer> _layers = [];
    private readonly string _prefix;

    /// <param name="architecture">Sizes.</param>
    /// <param name="prefix">Begins the names of all tensors in model files.</param>
    public UNetLayout(UNetArchitecture architecture, string prefix = "")
    {
        Architecture = architecture;
        _prefix = prefix;
        int levels = architecture.Levels;
        Encoders = new ConvolutionLayer[levels][];
        Decoders = new ConvolutionLayer[levels - 1][];
        for (int level = 0; level < levels; level++)
        {
            (int, bool)[] inputs = [(level == 0 ? architecture.InputChannels : architecture.FeaturesAt(level - 1), false)];
            Encoders[level] = Block($"backbone.l_conv.{level}", inputs, imageInput: level == 0, architecture.FeaturesAt(level));
        }
        for (int level = levels - 2; level >= 0; level--)
        {
            (int, bool)[] inputs = [(architecture.FeaturesAt(level), false), (ResultFeatures(level + 1), true)];
            Decoders[level] = Block($"backbone.r_conv.0.{level}", inputs, imageInput: false, ResultFeatures(level));
        }
        int features = ResultFeatures(0);
        Head =
        [
            Add("head.0", new ImageShape(1, 1, 1), [(features, false)], imageInput: false, features),
            Add("head.2", new ImageShape(1, 1, 1), [(features, false)], imageInput: false, architecture.Outputs),
        ];
    }

    public UNetArchitecture Architecture { get; }

    /// <summary>Blocks of the way down, by level.</summary>
    public ConvolutionLayer[][] Encoders { get; }

    /// <summary>Blocks of the way up, by level.</summary>
    public ConvolutionLayer[][] Decoders { get; }

    public ConvolutionLayer[] Head { get; }

    public IReadOnlyList<ConvolutionLayer> Layers => _layers;

    /// <summary>Floats in the flat parameter vector, padding included.</summary>
    public int ParameterCount { get; private set; }

    /// <summary>Feature maps that come out of a level on the way up.</summary>
    private int ResultFeatures(int level) => level switch
    {
        0 when Architecture.Levels > 1 => Architecture.HeadFeatures,
        _ => Architecture.FeaturesAt(level),
    };

    private ConvolutionLayer[] Block(string name, (int Channels, bool Upsampled)[] inputs, bool imageInput, int features) =>
    [
        Add($"{name}.conv_pass.0", Architecture.Kernel, inputs, imageInput, features),
        Add($"{name}.conv_pass.2", new ImageShape(1, 1, 1), [(features, false)], false, features),
        Add($"{name}.conv_pass.4", new ImageShape(1, 1, 1), [(features, false)], false, features),
        Add($"{name}.conv_pass.6", Architecture.Kernel, [(features, false)], false, features),
    ];

    private ConvolutionLayer Add(string name, ImageShape kernel, (int Channels, bool Upsampled)[] inputs, bool imageInput, int outputs)
    {
        var parts = new List<ConvolutionInput>();
        int first = 0, stored = ConvolutionLayer.Padded(outputs);
        foreach ((int channels, bool upsampled) in inputs)
        {
            int storedChannels = imageInput ? channels : ConvolutionLayer.Padded(channels);
            parts.Add(new ConvolutionInput(first, channels, storedChannels, upsampled, ParameterCount));
            first += channels;
            ParameterCount = checked(ParameterCount + (int)kernel.PixelCount * storedChannels * stored);
        }
        var layer = new ConvolutionLayer(_prefix + name, kernel, outputs, parts, ParameterCount);
        ParameterCount += stored;
        _layers.Add(layer);
        return layer;
    }
}
