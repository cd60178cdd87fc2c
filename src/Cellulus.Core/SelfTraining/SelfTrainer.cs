using System.Diagnostics;

namespace Cellulus;

/// <summary>
/// Lets a model learn from its own segmentation: segments the training images, believes the objects that look like whole cells, and
/// trains a second network on them that gives objects and borders in one pass; then trains it on with what it finds itself. No label is
/// read. The round whose objects look most like whole cells is kept, the model as it came among them.
/// </summary>
public static class SelfTrainer
{
    // Of the time of a round.
    private const double ProposingShare = 0.25;

    /// <summary>A later model may look so much worse than the best: in dense tissue it tells more cells apart, of which fewer are
    /// round.</summary>
    private const double LeastWholeness = 0.75;

    /// <summary>
    /// A later model that takes more of the objects believed before for background than this share, and looks no better, has forgotten a
    /// kind of cell, such as
    /// dim ones. One that looks better has let go of what was believed for no reason: round debris.
    /// </summary>
    private const double MostForgotten = 0.05;

    /// <summary>
    /// Share of the learning rate in the last of several rounds: by then what is believed hardly changes, and smaller steps smooth the
    /// borders of it.
    /// </summary>
    private const double LastRate = 1.0 / 3;

    /// <summary>Trains on a thread of its own. The embedding stays as it is, bit for bit.</summary>
    /// <param name="model">A trained model, best one that has learned its uncertainty: others take noisy passes to segment.</param>
    /// <param name="images">Raw images like those it was trained on, or the same.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told of the finished share, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>
    /// The model with an object network (<see cref="EmbeddingModelDescription.LearnedObjects"/>) and the object diameter measured on the
    /// way; the model given when nothing that looks like a cell was found, or when learning made it no better.
    /// </returns>
    /// <exception cref="TrainingException">There is no image, or the images differ in channels or rank.</exception>
    /// <exception cref="ModelMismatchException">The images have other channels or another rank than the model.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Task<EmbeddingModel> TrainAsync(
        EmbeddingModel model, IReadOnlyList<MicroscopyImage> images, SelfTrainingOptions? options = null,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        TrainingSet.Check(images);
        options ??= new SelfTrainingOptions();
        var execution = new StageExecution
        {
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken, Progress = progress,
        };
        return Task.Factory.StartNew(
            () => Train(model, images, options, isDiameterGiven: false, execution), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    internal static EmbeddingModel Train(
        EmbeddingModel model, IReadOnlyList<MicroscopyImage> images, SelfTrainingOptions options, bool isDiameterGiven, StageExecution execution,
        bool keepsLast = false, Deadline? deadline = null)
    {
        double look = ProposingShare / (options.Rounds + ProposingShare);
        long began = Stopwatch.GetTimestamp();
        FirstLook first = FirstLook.Of(model, images, options, execution.Part(0, look));
        RoundTime? time = deadline?.Left is null ? null : new RoundTime(deadline, Stopwatch.GetElapsedTime(began));
        return Train(first, options, isDiameterGiven, execution.Part(look, 1), keepsLast, time);
    }

    internal static EmbeddingModel Train(
        FirstLook first, SelfTrainingOptions options, bool isDiameterGiven, StageExecution execution, bool keepsLast = false, RoundTime? time = null)
    {
        (EmbeddingModel current, SelfTrainingSet set, Belief belief) = first;
        (EmbeddingModel best, Belief fullest) = (current, belief);
        double bestWholeness = belief.Wholeness;
        double? measured = null;
        int most = options.Rounds;
        for (int round = 0; round < (options = options with { Rounds = Math.Max(1, time?.Rounds(round, most) ?? most) }).Rounds && belief.Objects > 0; round++)
        {
            StageExecution part = execution.Part((double)round / options.Rounds, (round + 1.0) / options.Rounds);
            measured = isDiameterGiven ? null : belief.ObjectDiameter ?? measured;
            EmbeddingModel taught = measured is { } diameter ? first.Model.WithMeasured(diameter) : first.Model;
            SelfTrainingOptions how = options with { Seed = options.Seed + ((ulong)round << 32), LearningRate = RateOf(round, options) };
            TimeSpan? forSteps = time?.ForSteps(options.Rounds - round);
            FirstLook Learn()
            {
                EmbeddingModel learned = taught.With(ObjectTrainer.Train(
                    set.Working, belief.Labels, taught.Description.WorkingDiameter, how, part.Part(0, 1 - ProposingShare), current.Objects, forSteps));
                (FieldTraits traits, double least) = set.Measure(learned, execution with { Progress = null });
                learned = learned.With(traits);
                return new FirstLook(learned, set, set.Believe(learned, least, part.Part(1 - ProposingShare, 1)));
            }
            if ((time is null ? Learn() : time.Run(Learn)) is not { } look)
                break;
            (current, belief) = (look.Model, look.Belief);
            bool forgets = fullest.ForgottenBy(belief) > MostForgotten && belief.Wholeness <= bestWholeness;
            if (keepsLast || (belief.Wholeness >= LeastWholeness * bestWholeness && !forgets))
                (best, bestWholeness) = (current, Math.Max(bestWholeness, belief.Wholeness));
            if (belief.Objects > fullest.Objects)
                fullest = belief;
        }
        execution.Progress?.Report(1);
        return best;
    }

    /// <summary>Highest learning rate of a round, counted from 0.</summary>
    internal static double RateOf(int round, SelfTrainingOptions options) =>
        options.LearningRate * (round > 0 && round == options.Rounds - 1 ? LastRate : 1);
}
