namespace Cellulus.Engine;

/// <summary>
/// Size of the mini U-Net of the paper's section 3.2: blocks of valid convolutions [3x3, 1x1, 1x1, 3x3] with a rectifier after
/// each, 2x2 max-pooling, nearest upsampling, the cropped skip first, and a head of two 1x1 convolutions.
/// </summary>
internal sealed record UNetArchitecture
{
    /// <summary>2 for planes, 3 for volumes.</summary>
    public required int Rank { get; init; }

    public required int InputChannels { get; init; }

    /// <summary>Feature maps of the first level.</summary>
    public required int Features { get; init; }

    /// <summary>Growth of the feature maps per level.</summary>
    public int FeatureFactor { get; init; } = 3;

    /// <summary>Feature maps of the last block and of the head's hidden layer.</summary>
    public int HeadFeatures { get; init; } = 64;

    /// <summary>Levels of the pyramid; 2 in the paper.</summary>
    public int Levels { get; init; } = 2;

    /// <summary>Output channels.</summary>
    public required int Outputs { get; init; }

    /// <summary>Pixels an output pixel sees beyond itself, on each side: 8 for two levels.</summary>
    public int Context => Margin / 2;

    /// <summary>Input extents must be <see cref="Margin"/> plus a multiple of this.</summary>
    public int Alignment => 1 << (Levels - 1);

    /// <summary>Tiles of an image begin at multiples of this in y and x, so that bands and their tiles of two pixels fall alike at every
    /// level.</summary>
    public int TileAlignment => Convolution.Band * Alignment;

    /// <summary>Input side minus output side: 16 for two levels.</summary>
    public int Margin
    {
        get
        {
            int margin = 4; // the deepest block
            for (int level = Levels - 2; level >= 0; level--)
                margin = 4 + 2 * margin + 4;
            return margin;
        }
    }

    public int FeaturesAt(int level)
    {
        int features = Features;
        for (int i = 0; i < level; i++)
            features = checked(features * FeatureFactor);
        return features;
    }

    /// <summary>Extent of a kernel of side 3: a plane has one slice.</summary>
    public ImageShape Kernel => Rank == 3 ? new ImageShape(3, 3, 3) : new ImageShape(1, 3, 3);

    /// <summary>Output extent for an input extent.</summary>
    /// <exception cref="ArgumentException">The input is too small or does not divide at each level.</exception>
    public ImageShape OutputOf(ImageShape input)
    {
        int Side(int side)
        {
            if (side <= Margin || (side - Margin) % Alignment != 0)
                throw new ArgumentException($"An input side must be {Margin} plus a positive multiple of {Alignment}; got {side}.", nameof(input));
            return side - Margin;
        }
        return new ImageShape(Rank == 3 ? Side(input.Depth) : 1, Side(input.Height), Side(input.Width));
    }
}
