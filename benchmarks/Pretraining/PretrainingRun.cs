using System.Globalization;
using System.Numerics.Tensors;
using Cellulus.Engine;

namespace Cellulus.Pretraining;

/// <summary>Trains on drawn scenes; a run that was stopped goes on from its last checkpoint to the bits of one that was not.</summary>
internal sealed class PretrainingRun
{
    private const string Average = "average", Mean = "optimizer.mean", Square = "optimizer.square", Weights = "weights", Step = "step";

    private readonly PretrainingPlan _plan;
    private readonly UNetLayout _layout;
    private readonly TrainingState _state;
    private readonly float[] _average;
    private readonly string _checkpoint;

    /// <param name="plan">What is trained.</param>
    /// <param name="checkpoint">File that the run goes on from, if it is there.</param>
    public PretrainingRun(PretrainingPlan plan, string checkpoint)
    {
        (_plan, _checkpoint, _layout) = (plan, checkpoint, plan.Metadata.CreateLayout());
        _state = new TrainingState(_layout);
        if (File.Exists(checkpoint))
        {
            _average = Read();
            return;
        }
        StarBeginning.FillRandom(_layout, plan.Seed, _state.Parameters);
        _average = [.. _state.Parameters];
    }

    public int Finished => _state.Iteration;

    /// <summary>The model of the averaged weights.</summary>
    public StarConvexModel Model => new(_plan.Metadata with { Iterations = Finished }, [.. _average]);

    /// <summary>Writes the model of the averaged weights in half precision, as the library brings it along.</summary>
    public void Export(string path) =>
        StarConvexFile.Write(path, _plan.Metadata with { Iterations = Finished }, _layout, _average, ElementType.Float16);

    /// <summary>Trains.</summary>
    /// <param name="steps">Steps to have finished at the end.</param>
    /// <param name="every">Steps between two checkpoints.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <param name="report">Told after each checkpoint: steps, mean loss since the last, seconds a step.</param>
    public void Run(int steps, int every, StageExecution execution, Action<int, double, double> report)
    {
        var network = new UNet(_layout, GemmKernels.Best, training: true);
        var batch = new BatchStep(network, _plan.BatchSize, () => new SceneWorker(network, _plan));
        double loss = 0;
        long began = Environment.TickCount64;
        for (int since = 1; Finished < steps; since++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            loss += batch.Run(_state, _plan.LearningRateAt(Finished), _plan.WeightDecay, execution) * _plan.BatchSize;
            UpdateAverage();
            if (Finished % every != 0 && Finished != steps)
                continue;
            Write();
            report(Finished, loss / since, (Environment.TickCount64 - began) / 1000.0 / since);
            (since, loss, began) = (0, 0, Environment.TickCount64);
        }
    }

    private void UpdateAverage()
    {
        // A plain mean at first: of few steps the first weights would be too large a part.
        float keep = (float)Math.Min(_plan.Averaging, Finished / (Finished + 10.0));
        TensorPrimitives.Multiply(_average, keep, _average);
        TensorPrimitives.MultiplyAdd(_state.Parameters, 1 - keep, _average, _average);
    }

    private void Write() => SafetensorsFile.Write(_checkpoint, new TensorArchive(
        [Named(Weights, _state.Parameters), Named(Average, _average), Named(Mean, _state.Optimizer.Mean), Named(Square, _state.Optimizer.Square)],
        new Dictionary<string, string> { [Step] = Finished.ToString(CultureInfo.InvariantCulture) }));

    /// <summary>Fills the state from the checkpoint.</summary>
    /// <returns>The averaged weights.</returns>
    private float[] Read()
    {
        TensorArchive archive = SafetensorsFile.Read(_checkpoint);
        Find(archive, Weights).CopyTo(_state.Parameters, 0);
        Find(archive, Mean).CopyTo(_state.Optimizer.Mean, 0);
        Find(archive, Square).CopyTo(_state.Optimizer.Square, 0);
        _state.Optimizer.Steps = int.Parse(archive.Metadata[Step], CultureInfo.InvariantCulture);
        return Find(archive, Average);
    }

    private float[] Find(TensorArchive archive, string name) => archive.Find(name) is { } tensor && tensor.Values.Length == _layout.ParameterCount
        ? tensor.Values
        : throw new ModelFileException(_checkpoint, $"its tensor '{name}' is missing or of another network; name another folder.");

    private static NamedTensor Named(string name, float[] values) => new(name, [values.Length], values);
}
