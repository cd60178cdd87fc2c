using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// What a star-convex network begins as: random weights at a small scale, or what an object network has learned, at its scale. The layers
/// of
/// both are the same but for the last one.
/// </summary>
internal sealed class StarBeginning
{
    /// <summary>
    /// Of random weights: small, so that the network, which sees 20 px (8 in volumes) to each side, sees long objects whole, and many in a
    /// crop. Borders
    /// are told between pixels.
    /// </summary>
    public const double SmallDiameter = 12;

    /// <summary>Distances begin at about those of a disc, probabilities at about the mean.</summary>
    private const float FirstDistance = 0.8f, FirstLogit = -1.5f;

    /// <summary>
    /// Share of the usual first weights of the last layer. With all of them, rays begin as noise; the quickest way out of it is to let
    /// features
    /// die, two thirds of those that the rays are told from, and outlines stay discs.
    /// </summary>
    private const float FirstWeights = 0.1f;

    private readonly ObjectNetwork? _learned;
    private readonly StarConvexModel? _star;

    private StarBeginning(ObjectMetadata sizes, double workingDiameter, double? objectDiameter, ObjectNetwork? learned, StarConvexModel? star = null) =>
        (Sizes, WorkingDiameter, ObjectDiameter, _learned, _star) = (sizes, workingDiameter, objectDiameter, learned, star);

    /// <summary>Whether it has learned objects before.</summary>
    public bool GoesOn => _learned is not null || _star is not null;

    /// <summary>Inputs of the network, of images of so many channels.</summary>
    public int InputsFor(int channels) => _star?.Description.Channels ?? channels;

    /// <summary>Fewest channels of an image, where that may be fewer than there are inputs.</summary>
    public int? FewestChannels => _star?.Description.FewestChannels;

    /// <summary>Rays that cannot be chosen.</summary>
    public int? Rays => _star?.Rays;

    /// <summary>Levels and feature maps.</summary>
    public ObjectMetadata Sizes { get; }

    /// <summary>Object diameter in pixels of the network's grid.</summary>
    public double WorkingDiameter { get; }

    /// <summary>Object diameter in pixels of the images, where one was learned with the weights.</summary>
    public double? ObjectDiameter { get; }

    /// <summary>Settles it.</summary>
    /// <param name="options">With the model to go on from, if any.</param>
    /// <param name="rank">2 or 3.</param>
    /// <param name="channels">Of the images.</param>
    /// <exception cref="ModelMismatchException">That model is for other images.</exception>
    public static StarBeginning Of(SupervisedTrainingOptions options, int rank, int channels)
    {
        if (options.GoOnFrom is { } star)
        {
            if (star.Description.Rank != rank || channels > star.Description.Channels || channels < (star.Description.FewestChannels ?? star.Description.Channels))
                throw new ModelMismatchException(
                    $"The model to go on from is for {(star.Description.Rank == 3 ? "volumes" : "planes")} of {star.Description.FewestChannels ?? star.Description.Channels} to " +
                    $"{star.Description.Channels} channels; the images are {(rank == 3 ? "volumes" : "planes")} of {channels}. Go on from a model of such images, or from none.");
            StarConvexMetadata of = star.Metadata;
            var sizes = new ObjectMetadata { Levels = of.Levels, Features = of.Features, FeatureFactor = of.FeatureFactor, HeadFeatures = of.HeadFeatures };
            return new StarBeginning(sizes, of.WorkingDiameter, null, null, star);
        }
        if (options.Start?.Description is { } start && (start.Rank != rank || start.Channels != channels))
            throw new ModelMismatchException(
                $"The model to start from was trained on {(start.Rank == 3 ? "volumes" : "planes")} of {start.Channels} channel(s); the images are " +
                $"{(rank == 3 ? "volumes" : "planes")} of {channels}. Start from a model of such images, or from none.");
        if (options.Start?.Objects is { } learned)
            return new StarBeginning(learned.Metadata, options.Start.Description.WorkingDiameter, options.Start.Description.ObjectDiameter, learned);
        return new StarBeginning(ObjectMetadata.For(rank, options.Features), SmallDiameter, null, null);
    }

    /// <summary>Fills in the first weights.</summary>
    /// <param name="layout">Of the star-convex network.</param>
    /// <param name="directions">Its rays.</param>
    /// <param name="seed">Of weights that are random.</param>
    /// <param name="parameters">Takes them.</param>
    public void Fill(UNetLayout layout, RayDirections directions, ulong seed, Span<float> parameters)
    {
        if (_star is not null)
        {
            _star.Parameters.CopyTo(parameters);
            return;
        }
        if (_learned is null)
        {
            FillRandom(layout, seed, parameters);
            return;
        }
        UNetLayout learned = _learned.Network.Layout;
        for (int i = 0; i < layout.Layers.Count - 1; i++)
        {
            UNetParameters.SetWeight(layout.Layers[i], UNetParameters.GetWeight(learned.Layers[i], _learned.Parameters), parameters);
            UNetParameters.SetBias(layout.Layers[i], UNetParameters.GetBias(learned.Layers[i], _learned.Parameters), parameters);
        }
        var outputs = new OutputRows(learned.Head[1], _learned.Parameters);
        SetOutputs(layout.Head[1], outputs, directions, parameters);
    }

    /// <summary>Random weights; outlines begin as discs.</summary>
    public static void FillRandom(UNetLayout layout, ulong seed, Span<float> parameters)
    {
        UNetParameters.Initialize(layout, seed, parameters, RandomStreams.StarWeights);
        BeginWithDiscs(layout.Head[1], parameters);
    }

    private static void BeginWithDiscs(ConvolutionLayer outputs, Span<float> parameters)
    {
        UNetParameters.SetWeight(outputs, Array.ConvertAll(UNetParameters.GetWeight(outputs, parameters), w => FirstWeights * w), parameters);
        Span<float> bias = parameters.Slice(outputs.BiasOffset, outputs.Outputs);
        bias[StarOutputs.Depth] = bias[StarOutputs.Foreground] = FirstLogit;
        bias[StarOutputs.FirstRay..].Fill(FirstDistance);
    }

    /// <summary>
    /// Discs about the centres that the object network tells: along a ray the border is farther by as much as the centre is. Both
    /// probabilities begin
    /// as that of being in an object.
    /// </summary>
    private static void SetOutputs(ConvolutionLayer outputs, OutputRows learned, RayDirections directions, Span<float> parameters)
    {
        int rank = directions.Rank, inputs = outputs.InputChannels;
        float[] weight = new float[outputs.Outputs * inputs], bias = new float[outputs.Outputs];
        Add(StarOutputs.Depth, rank, 1, weight, bias);
        Add(StarOutputs.Foreground, rank, 1, weight, bias);
        for (int ray = 0; ray < directions.Count; ray++)
        {
            (double x, double y, double z) = directions[ray];
            int row = StarOutputs.FirstRay + ray;
            bias[row] = 1;
            Add(row, 0, (float)x, weight, bias);
            Add(row, 1, (float)y, weight, bias);
            if (rank == 3)
                Add(row, 2, (float)z, weight, bias);
        }
        UNetParameters.SetWeight(outputs, weight, parameters);
        UNetParameters.SetBias(outputs, bias, parameters);

        void Add(int to, int from, float factor, float[] weight, float[] bias)
        {
            bias[to] += factor * learned.Bias[from];
            for (int i = 0; i < inputs; i++)
                weight[to * inputs + i] += factor * learned.Weight[from * inputs + i];
        }
    }

    /// <summary>The last layer of an object network, order (output, input): components x, y(, z) of the offset to the centre, then the
    /// logit.</summary>
    private sealed class OutputRows(ConvolutionLayer layer, ReadOnlySpan<float> parameters)
    {
        public float[] Weight { get; } = UNetParameters.GetWeight(layer, parameters);

        public float[] Bias { get; } = UNetParameters.GetBias(layer, parameters);
    }
}
