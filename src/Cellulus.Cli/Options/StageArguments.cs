using System.CommandLine;

namespace Cellulus.Cli.Options;

/// <summary>Which clusterer and refiners a segmentation uses.</summary>
internal sealed class StageArguments
{
    private readonly Option<string> _clusterer = new Option<string>("--clusterer")
    {
        Description = "How pixels become objects.",
        DefaultValueFactory = _ => "mean-shift",
    }.AcceptOnlyFromAmong("mean-shift", "greedy");

    private readonly Option<double?> _bandwidth = SharedOptions.Positive(
        "--bandwidth", "PX", "Radius that embeddings of one object lie in, in pixels of the images. Default: half the object diameter; for a model that has learned objects what its training measured, a third of it to a half.");

    private readonly Option<string> _refine = new Option<string>("--refine")
    {
        Description = "How borders are refined: by the contrast around each object, for objects of uneven inside, by the halo alone, for nuclei by thresholds, or not.",
        DefaultValueFactory = _ => "contrast",
    }.AcceptOnlyFromAmong("contrast", "textured", "cell", "nucleus", "none");

    private readonly Option<double?> _shrink = SharedOptions.NotNegative(
        "--shrink", "PX", "With --refine cell: how far objects are shrunk, in pixels of the network, which sees objects at its working diameter. Default 6.");

    /// <summary>What a model that detects objects has no use for.</summary>
    public IReadOnlyList<Option> OfClustering => [_clusterer, _bandwidth];

    public void AddTo(Command command)
    {
        command.Add(_clusterer);
        command.Add(_bandwidth);
        command.Add(_refine);
        command.Add(_shrink);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_shrink) is not null && result.GetResult(_refine)?.GetValueOrDefault<string>() != "cell")
                result.AddError("--shrink goes with --refine cell only.");
        });
    }

    /// <summary>Composes a segmenter.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="diameter">Object diameter in effect, in pixels of the images.</param>
    public CellSegmenter CreateSegmenter(ParseResult parsed, IEmbeddingModel model, double diameter)
    {
        // Clusterers measure on the network's grid.
        double? bandwidth = parsed.GetValue(_bandwidth) * model.Description.WorkingDiameter / diameter;
        IInstanceClusterer clusterer = parsed.GetValue(_clusterer) == "greedy"
            ? new GreedyClusterer(new GreedyOptions { Bandwidth = bandwidth })
            : new MeanShiftClusterer(new MeanShiftOptions { Bandwidth = bandwidth });
        return new CellSegmenter(model, clusterer: clusterer, refiners: Refiners(parsed.GetRequiredValue(_refine), parsed.GetValue(_shrink)));
    }

    /// <summary>Composes a segmenter of a detector, which has nothing to be clustered; its own refiners, unless others were asked
    /// for.</summary>
    public CellSegmenter CreateSegmenter(ParseResult parsed, IInstanceDetector detector) => new(
        detector, parsed.GetResult(_refine) is { Implicit: false } ? Refiners(parsed.GetRequiredValue(_refine), parsed.GetValue(_shrink)) : null);

    private static ISegmentationRefiner[] Refiners(string choice, double? shrink) => choice switch
    {
        "contrast" => [.. CellSegmenter.DefaultRefiners],
        "textured" => [.. CellSegmenter.TexturedRefiners],
        "cell" => [new HaloRefiner(shrink is { } px ? new HaloOptions { Shrink = px } : null), new SizeFilter()],
        "nucleus" => [new NucleusRefiner(), new SizeFilter()],
        _ => [],
    };
}
