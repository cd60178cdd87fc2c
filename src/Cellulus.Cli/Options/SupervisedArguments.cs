using System.CommandLine;

namespace Cellulus.Cli.Options;

/// <summary>The options of a supervised training, and what they make of <see cref="SupervisedTrainingOptions"/>.</summary>
internal sealed class SupervisedArguments
{
    private readonly Option<double?> _diameter = SharedOptions.Positive(
        "--diameter", "PX", "Typical object diameter in pixels of the images. Default: that of the model to start from, or of the median object annotated or predicted.");
    private readonly Option<int?> _iterations = SharedOptions.AtLeast(1, "--iterations", "N", "Optimizer steps. Default 3000 for planes, 800 where they start from a model, 4000 if as many objects are drawn as are predicted; 1000 for volumes.");
    private readonly Option<double?> _alpha = SharedOptions.NotNegative("--alpha", "X", "Share of the loss that predictions have, 0 to 1. Default 0.5.");
    private readonly Option<double?> _reach = SharedOptions.NotNegative(
        "--background-reach", "PX", "How far around annotated objects what is no object counts as background. Default 30.");
    private readonly Option<int?> _features = SharedOptions.AtLeast(1, "--features", "N", "Feature maps of the first block. Default 16, or those of the model to start from.");
    private readonly Option<int?> _crop = SharedOptions.AtLeast(44, "--crop", "PX", "Side of a training crop in working pixels. Default 124 for planes, 44 for volumes.");
    private readonly Option<int?> _batch = SharedOptions.AtLeast(1, "--batch", "N", "Crops a step. Default 4.");
    private readonly Option<double?> _learningRate = SharedOptions.Positive("--learning-rate", "X", "Highest learning rate. Default 2e-3, 1e-3 where it starts from a model and few objects are annotated.");
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<ulong> _seed = SharedOptions.Seed();

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _diameter, _iterations, _alpha, _reach, _features, _crop, _batch, _learningRate, _threads, _seed })
            command.Add(option);
    }

    public SupervisedTrainingOptions Read(ParseResult parsed)
    {
        var defaults = new SupervisedTrainingOptions();
        return defaults with
        {
            ObjectDiameter = parsed.GetValue(_diameter),
            Iterations = parsed.GetValue(_iterations),
            Alpha = parsed.GetValue(_alpha) ?? defaults.Alpha,
            BackgroundReach = parsed.GetValue(_reach) ?? defaults.BackgroundReach,
            Features = parsed.GetValue(_features) ?? defaults.Features,
            CropSize = parsed.GetValue(_crop),
            BatchSize = parsed.GetValue(_batch) ?? defaults.BatchSize,
            LearningRate = parsed.GetValue(_learningRate),
            MaxDegreeOfParallelism = parsed.GetValue(_threads) ?? defaults.MaxDegreeOfParallelism,
            Seed = parsed.GetValue(_seed),
        };
    }
}
