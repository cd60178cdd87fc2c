using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cellulus.Cli.Options;

/// <summary>The options of a training, and what they make of <see cref="TrainingOptions"/>.</summary>
internal sealed class TrainingArguments
{
    // With a time limit the clock decides; far more steps than any run takes.
    private const int UnlimitedIterations = 1_000_000;

    private readonly Option<int?> _iterations = SharedOptions.AtLeast(1, "--iterations", "N", "Optimizer steps. Default 800 for planes, 250 for volumes.");
    private readonly Option<double?> _minutes = SharedOptions.Positive("--minutes", "M", "Train for this long in all instead.");
    private readonly Option<int?> _features = SharedOptions.AtLeast(1, "--features", "N", "Feature maps of the first block. Default 24.");
    private readonly Option<int?> _crop = SharedOptions.AtLeast(42, "--crop", "PX", "Side of a training crop in working pixels. Default 124 for planes, 44 for volumes.");
    private readonly Option<int?> _batch = SharedOptions.AtLeast(1, "--batch", "N", "Crops a step. Default 8.");
    private readonly Option<double?> _learningRate = SharedOptions.Positive("--learning-rate", "X", "Learning rate at the start. Default 4e-4.");

    private readonly Option<long?> _memory = SharedOptions.Memory("Memory that the training may take, such as 600MB or 2GiB; one that needs more is refused before it starts. Default: what the machine or container has.");

    /// <summary>Adds how long to train.</summary>
    public void AddLengthTo(Command command)
    {
        command.Add(_iterations);
        command.Add(_minutes);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_iterations) is not null && result.GetResult(_minutes) is not null)
                result.AddError("--iterations and --minutes exclude each other.");
        });
    }

    /// <summary>Adds all of them.</summary>
    public void AddTo(Command command)
    {
        AddLengthTo(command);
        command.Add(_features);
        command.Add(_crop);
        command.Add(_batch);
        command.Add(_learningRate);
        command.Add(_memory);
    }

    /// <summary>How long to train.</summary>
    public IReadOnlyList<Option> LengthOptions => [_iterations, _minutes];

    public TrainingOptions Read(ParseResult parsed, double? diameter, int? threads, ulong seed)
    {
        var defaults = new TrainingOptions();
        double? minutes = parsed.GetValue(_minutes);
        return defaults with
        {
            ObjectDiameter = diameter,
            Iterations = parsed.GetValue(_iterations) ?? (minutes is null ? null : UnlimitedIterations),
            TimeLimit = minutes is { } m ? TimeSpan.FromMinutes(m) : null,
            Features = Given(parsed, _features) ?? defaults.Features,
            CropSize = Given(parsed, _crop),
            BatchSize = Given(parsed, _batch) ?? defaults.BatchSize,
            LearningRate = Given(parsed, _learningRate) ?? defaults.LearningRate,
            MemoryBudget = MemoryBudget.Of(Given(parsed, _memory)),
            MaxDegreeOfParallelism = threads ?? defaults.MaxDegreeOfParallelism,
            Seed = seed,
        };
    }

    // An option that the command does not have has no value to ask for.
    private static T? Given<T>(ParseResult parsed, Option<T?> option) where T : struct => parsed.GetResult(option) is null ? null : parsed.GetValue(option);
}
