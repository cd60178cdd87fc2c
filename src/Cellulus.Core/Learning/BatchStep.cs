using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// One step of a training: runs each crop of a batch forward and backward by itself, adds the gradients in the order of the batch and
/// moves the parameters. Crops are the unit of parallel work: a crop's maps stay in one core's cache, and nothing is shared.
/// </summary>
internal sealed class BatchStep
{
    private readonly UNet _network;
    private readonly Func<CropWorker> _createWorker;
    private readonly ConcurrentBag<CropWorker> _workers = [];
    private readonly float[][] _gradients;
    private readonly double[] _losses;
    private readonly ParallelJob _job = new();
    private readonly Action<int> _runCrop;
    private ulong _firstCrop;
    private CancellationToken _cancellationToken;

    /// <param name="network">The network, made for training.</param>
    /// <param name="batchSize">Crops a step.</param>
    /// <param name="createWorker">Makes the buffers of one thread.</param>
    public BatchStep(UNet network, int batchSize, Func<CropWorker> createWorker)
    {
        _network = network;
        _createWorker = createWorker;
        _gradients = [.. Enumerable.Range(0, batchSize).Select(_ => new float[network.Layout.ParameterCount])];
        _losses = new double[batchSize];
        _runCrop = RunCrop;
    }

    /// <summary>Takes one step.</summary>
    /// <returns>Mean loss of a crop.</returns>
    /// <exception cref="TrainingException">The loss is not finite.</exception>
    public double Run(TrainingState state, double learningRate, double weightDecay, StageExecution execution)
    {
        _network.Pack(state.Parameters);
        _firstCrop = (ulong)state.Iteration * (ulong)_losses.Length;
        _cancellationToken = execution.CancellationToken;
        ParallelWork.Run(_job, _losses.Length, execution, _runCrop);
        float[] sum = _gradients[0];
        foreach (float[] gradient in _gradients.AsSpan(1))
            TensorPrimitives.Add(sum, gradient, sum);
        double loss = _losses.Sum() / _losses.Length;
        if (!double.IsFinite(loss))
            throw new TrainingException(
                $"The loss is {loss} at step {state.Iteration + 1}. Lower the learning rate ({learningRate:g} here) or check the images for extreme values.");
        state.Optimizer.Step(state.Parameters, sum, learningRate, weightDecay);
        return loss;
    }

    private void RunCrop(int item)
    {
        if (!_workers.TryTake(out CropWorker? worker))
            worker = _createWorker();
        _losses[item] = worker.Run(_firstCrop + (ulong)item, _gradients[item], _cancellationToken);
        _workers.Add(worker);
    }
}
