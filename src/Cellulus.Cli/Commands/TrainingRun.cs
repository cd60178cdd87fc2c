using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cellulus.Cli.Files;
using Cellulus.Cli.Output;

namespace Cellulus.Cli.Commands;

/// <summary>One training with its progress on display, and what is to be said of it afterwards.</summary>
/// <param name="Model">The trained model.</param>
/// <param name="Options">How it was trained.</param>
/// <param name="Last">The last report; <see langword="null"/> if there was none.</param>
/// <param name="Duration">Time it took.</param>
internal sealed record TrainingRun(EmbeddingModel Model, TrainingOptions Options, TrainingProgress? Last, TimeSpan Duration)
{
    /// <summary>Trains, says where it goes on from and where a later one can, and keeps the model.</summary>
    /// <param name="images">Raw images.</param>
    /// <param name="options">How to train.</param>
    /// <param name="path">The model file; the checkpoint lies beside it until that is written.</param>
    /// <param name="cancellationToken">Ends the training; a checkpoint is left.</param>
    public static async Task<TrainingRun> RunAsync(
        IReadOnlyList<MicroscopyImage> images, TrainingOptions options, string path, CancellationToken cancellationToken)
    {
        string checkpoint = ModelPlace.CheckpointOf(path);
        if (options.Resume)
            Console.Error.WriteLine(File.Exists(checkpoint) ? $"Going on from {Told(checkpoint)}." : $"There is no {checkpoint} to go on from: the training begins at its first step.");
        try
        {
            TrainingRun run = await RunAsync(images, options with { CheckpointPath = checkpoint }, cancellationToken).ConfigureAwait(false);
            run.Model.Save(path);
            File.Delete(checkpoint);
            return run;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(File.Exists(checkpoint) ? $"Kept {Told(checkpoint)}. The same command with --resume goes on from there." : "Stopped before the first step: there is nothing to keep.");
            throw;
        }
    }

    private static string Told(string checkpoint) => $"{checkpoint}, {Counted.Of(ModelFileInfo.Read(checkpoint).Iterations, "step")} done";

    private static async Task<TrainingRun> RunAsync(IReadOnlyList<MicroscopyImage> images, TrainingOptions options, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        TrainingProgress? last = null;
        EmbeddingModel model = await ProgressDisplay.RunAsync("Training", display => new EmbeddingTrainer().TrainAsync(
            images,
            options,
            new ActionProgress<TrainingProgress>(p =>
            {
                last = p;
                display.Report(new ProgressState(p.Fraction, p.ToString(), p.Warning));
            }),
            cancellationToken)).ConfigureAwait(false);
        return new TrainingRun(model, options, last, Stopwatch.GetElapsedTime(began));
    }

    public JsonObject ToJson() => new()
    {
        ["iterations"] = Last?.Iteration,
        ["loss"] = Last?.Loss,
        ["seconds"] = Duration.TotalSeconds,
        ["secondsPerIteration"] = Last?.SecondsPerIteration,
        ["objectDiameter"] = Model.Description.ObjectDiameter,
        ["workingDiameter"] = Model.Description.WorkingDiameter,
        ["features"] = Options.Features,
        ["batch"] = Options.BatchSize,
        ["crop"] = Options.CropSize,
        ["learningRate"] = Options.LearningRate,
        ["threads"] = Options.MaxDegreeOfParallelism,
        ["seed"] = Options.Seed,
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Trained {Last?.Iteration} steps in {Duration:h\\:mm\\:ss}, object diameter {Model.Description.ObjectDiameter:0.#} px.{Doubt}");

    // Few objects that look like cells may be the images, or a network that took background for objects.
    private string Doubt => Options.SelfTraining is null || Model.Description.LearnedObjects ? ""
        : Last?.SelfTrainingShare is not >= 1 ? Environment.NewLine
        + "It was too short to learn from its own objects, which takes 100 steps and as much time again: labels come from the embedding alone. Train longer for better ones."
        : Environment.NewLine
        + "Self-training found too few objects that look like whole cells, or made none better: labels come from the embedding alone. "
        + "Look at the first results with --overlays; if they are odd, give --diameter, or train with another --seed.";
}
