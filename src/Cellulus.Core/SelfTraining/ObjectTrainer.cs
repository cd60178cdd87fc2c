using System.Diagnostics;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>Trains an object network on images and what is believed of them. The same input gives the same bits for any number of
/// threads.</summary>
internal static class ObjectTrainer
{
    /// <summary>Trains from random weights, or goes on from those of another network.</summary>
    /// <param name="working">Images, normalised and rescaled so that objects have the working diameter.</param>
    /// <param name="labels">What is believed of each, on the same grid.</param>
    /// <param name="workingDiameter">Object diameter in pixels of that grid.</param>
    /// <param name="options">How.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <param name="start">Network to go on from, of the same sizes. Its memory of the optimizer is not needed: the rate rises
    /// anew.</param>
    /// <param name="timeLimit">When to end if not all steps are taken by then.</param>
    /// <exception cref="TrainingException">There is no image, they differ in channels or rank, or no object is labelled.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ObjectNetwork Train(
        IReadOnlyList<MicroscopyImage> working, IReadOnlyList<PseudoLabels> labels, double workingDiameter,
        SelfTrainingOptions options, StageExecution execution, ObjectNetwork? start = null, TimeSpan? timeLimit = null)
    {
        TrainingSet.Check(working);
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Count, working.Count, nameof(labels));
        LabelledImage[] images = [.. working.Zip(labels, (image, label) =>
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            return new LabelledImage(image, label);
        })];
        if (images.All(i => i.Objects.Count == 0))
            throw new TrainingException("No object is labelled; there is nothing to learn from.");
        int rank = working[0].Shape.Rank;
        options = SelfTrainingDefaults.Fill(options, rank);
        int side = options.CropSize!.Value;
        ObjectMetadata metadata = ObjectMetadata.For(rank, options.Features!.Value);
        UNetLayout layout = metadata.LayoutFor(rank, working[0].Channels);
        var crop = ImageShape.Cube(rank, side);
        double unevenness = StainUnevenness.ForTraining(images, workingDiameter);
        TrainingState state = TakeSteps(images, layout, crop, ObjectNetwork.UnitOf(workingDiameter), unevenness, options, start, timeLimit, execution);
        metadata = metadata with { Iterations = state.Iteration + (start?.Metadata.Iterations ?? 0) };
        return new ObjectNetwork(metadata, layout, state.Parameters, workingDiameter);
    }

    private static TrainingState TakeSteps(
        LabelledImage[] images, UNetLayout layout, ImageShape crop, double unit, double unevenness, SelfTrainingOptions options, ObjectNetwork? start,
        TimeSpan? timeLimit, StageExecution execution)
    {
        ImageShape output = layout.Architecture.OutputOf(crop);
        var sampler = new ObjectCropSampler(images, crop, output);
        var network = new UNet(layout, GemmKernels.Best, training: true);
        var step = new BatchStep(network, options.BatchSize, () =>
            new ObjectCropWorker(network, crop, sampler, new ObjectTargets(crop, output, unit), unevenness, options));
        var state = new TrainingState(layout);
        int iterations = options.Iterations!.Value;
        UNetParameters.Initialize(layout, options.Seed, state.Parameters, RandomStreams.ObjectWeights);
        start?.Parameters.CopyTo(state.Parameters);
        long began = Stopwatch.GetTimestamp();
        double share = 0;
        while (share < 1)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            step.Run(state, WarmedLearningRate.At(options.LearningRate, Math.Max(share, (state.Iteration + 0.5) / iterations)), options.WeightDecay, execution);
            share = (double)state.Iteration / iterations;
            if (timeLimit is { } limit)
                share = Math.Max(share, limit > TimeSpan.Zero ? Math.Min(1, Stopwatch.GetElapsedTime(began) / limit) : 1);
            execution.Progress?.Report(share);
        }
        return state;
    }
}
