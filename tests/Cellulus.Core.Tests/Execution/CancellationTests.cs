using System.Diagnostics;
using Cellulus.Core.Tests.Training;
using Xunit;
using Xunit.Abstractions;

namespace Cellulus.Core.Tests.Execution;

/// <summary>
/// Each stage is begun on a large image and cancelled from outside at several moments. It is to end within 250 ms; the tests count
/// the work that was done after all, not the time that passed, and allow ten times as much: a busy machine does not fail them.
/// </summary>
[Collection(nameof(TrainingMemoryTests))]
public sealed class CancellationTests(ITestOutputHelper output)
{
    private const int Side = 1280;
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(2500) * Environment.ProcessorCount;
    private static readonly double[] s_moments = [0.05, 0.3, 0.55, 0.8];
    private static readonly Lazy<LargeScene> s_scene = new(() => new LargeScene(Side));
    private static readonly Lazy<EmbeddingModel> s_model = new(() => Train(new TrainingOptions { ObjectDiameter = 18, Iterations = 1, CropSize = 44, BatchSize = 1 }, default));

    private static readonly Dictionary<string, Action<StageExecution>> s_stages = new()
    {
        ["normalisation"] = e => Normalization.Normalize(s_scene.Value.Image, execution: e),
        ["rescaling"] = e => Rescaling.Rescale(s_scene.Value.Image, 1.7, e),
        ["embedding"] = e => s_model.Value.Embed(s_scene.Value.Image, new EmbeddingOptions { Passes = 1 }, e),
        ["background"] = e => new UncertaintyBackgroundEstimator().EstimateForeground(s_scene.Value.Image, s_scene.Value.Field, e),
        ["mean-shift from all points"] = e => new MeanShiftClusterer().Cluster(s_scene.Value.Field, s_scene.Value.Foreground, e),
        ["mean-shift from a tenth"] = e => new MeanShiftClusterer(new MeanShiftOptions { ReductionProbability = 0.1 }).Cluster(s_scene.Value.Field, s_scene.Value.Foreground, e),
        ["mean-shift from seeds"] = e => new MeanShiftClusterer(new MeanShiftOptions { UseSeeds = true }).Cluster(s_scene.Value.Field, s_scene.Value.Foreground, e),
        ["greedy clustering"] = e => new GreedyClusterer().Cluster(s_scene.Value.Field, s_scene.Value.Foreground, e),
        ["label rescaling"] = e => LabelRescaling.Rescale(s_scene.Value.Labels, new ImageShape(2 * Side, 2 * Side), execution: e),
        ["contrast"] = e => new ContrastRefiner().Refine(s_scene.Value.Refinement, e),
        ["halo"] = e => new HaloRefiner().Refine(s_scene.Value.Refinement, e),
        ["nucleus"] = e => new NucleusRefiner().Refine(s_scene.Value.Refinement, e),
        ["joining parts"] = e => new PartJoiner().Refine(s_scene.Value.Refinement, e),
        ["background filter"] = e => new BackgroundFilter().Refine(s_scene.Value.Refinement, e),
        ["faint filter"] = e => new FaintFilter().Refine(s_scene.Value.Refinement, e),
        ["confidence"] = e => new ConfidenceFilter().Refine(s_scene.Value.Refinement, e),
        ["size"] = e => new SizeFilter().Refine(s_scene.Value.Refinement, e),
        ["measurement"] = e => ObjectMeasurement.Measure(s_scene.Value.Labels, s_scene.Value.Image, new double[s_scene.Value.Labels.MaxLabel], e.CancellationToken),
        ["diameter estimate"] = e => DiameterEstimator.Estimate([s_scene.Value.Image, s_scene.Value.Image], e),
        ["training of objects"] = e => ObjectTrainer.Train(
            [s_scene.Value.Image], [new PseudoLabels(s_scene.Value.Labels.Labels.ToArray(), s_scene.Value.Shape)], 18,
            new SelfTrainingOptions { Iterations = 2, CropSize = 252, BatchSize = 4 }, e),
        ["training"] = e => Train(new TrainingOptions { ObjectDiameter = 24, Iterations = 2, CropSize = 252, BatchSize = 4, MaxDegreeOfParallelism = e.MaxDegreeOfParallelism }, e.CancellationToken),
    };

    public static TheoryData<string> Stages => [.. s_stages.Keys];

    [Theory]
    [MemberData(nameof(Stages))]
    public void AStageEndsSoonAfterItsCancellation(string name)
    {
        Action<StageExecution> stage = s_stages[name];
        _ = (s_scene.Value, s_model.Value);
        TimeSpan whole = Duration(stage);

        foreach (double moment in s_moments)
        {
            using var stop = new CancellationTokenSource();
            long worked = -1;
            using CancellationTokenRegistration note = stop.Token.Register(() => Volatile.Write(ref worked, Work()));
            stop.CancelAfter(moment * whole);
            try
            {
                stage(StageExecution.Default with { CancellationToken = stop.Token });
            }
            catch (OperationCanceledException)
            {
                // The stage may see the token before the note is taken.
                SpinWait.SpinUntil(() => Volatile.Read(ref worked) >= 0);
            }
            // A stage that ended before it was cancelled is none to wait for.
            long before = Volatile.Read(ref worked);
            TimeSpan more = before >= 0 ? TimeSpan.FromTicks(Work() - before) : TimeSpan.Zero;
            output.WriteLine($"{name} ({whole.TotalMilliseconds:f0} ms), cancelled after {100 * moment} %: worked for {more.TotalMilliseconds:f0} ms more.");
            Assert.True(more < s_limit, $"{name} worked for {more.TotalMilliseconds:f0} ms after its cancellation.");
        }
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void AStageThatIsCancelledAlreadyDoesNotRun(string name) =>
        Assert.ThrowsAny<OperationCanceledException>(() => s_stages[name](StageExecution.Default with { CancellationToken = new CancellationToken(canceled: true) }));

    /// <summary>How long a stage takes, or how long is enough to see of it.</summary>
    private static TimeSpan Duration(Action<StageExecution> stage)
    {
        long began = Stopwatch.GetTimestamp();
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));
        try
        {
            stage(StageExecution.Default with { CancellationToken = enough.Token });
        }
        catch (OperationCanceledException)
        {
        }
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Time that processors have worked for this process, on all threads together, in ticks.</summary>
    private static long Work() => Environment.CpuUsage.TotalTime.Ticks;

    private static EmbeddingModel Train(TrainingOptions options, CancellationToken cancellationToken) =>
        new EmbeddingTrainer().TrainAsync([TrainingScenes.Blobs(300, 300)], options, null, cancellationToken).GetAwaiter().GetResult();
}
