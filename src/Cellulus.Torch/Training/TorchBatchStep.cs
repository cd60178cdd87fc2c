using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>
/// Steps of a training on a device, as many of a step's crops at once as the session allows. Weights and optimizer stay on the device. What
/// is drawn, and how it is judged, others say.
/// </summary>
internal abstract class TorchBatchStep : ITrainingStep
{
    private readonly UNetLayout _layout;
    private readonly ImageBatch _crops;
    private readonly int _batchSize;
    private readonly double _weightDecay;
    private TorchNetwork? _network;
    private TorchAdam? _adam;

    /// <param name="session">Device, crops at once.</param>
    /// <param name="layout">The network.</param>
    /// <param name="crop">Extent of a crop.</param>
    /// <param name="batchSize">Crops of a step.</param>
    /// <param name="weightDecay">L2 penalty, added to the gradient.</param>
    protected TorchBatchStep(TorchSession session, UNetLayout layout, ImageShape crop, int batchSize, double weightDecay)
    {
        (Session, _layout, _batchSize, _weightDecay) = (session, layout, batchSize, weightDecay);
        Chunk = Math.Min(session.BatchSize, batchSize);
        _crops = new ImageBatch(Chunk, crop, layout.Architecture.InputChannels, layout.Architecture.Rank);
    }

    protected TorchSession Session { get; }

    /// <summary>Crops at once, at most.</summary>
    protected int Chunk { get; }

    /// <summary>What the sum of a step's losses is divided by before it is told.</summary>
    protected virtual double LossDivisor => 1;

    public double Run(TrainingState state, double learningRate, StageExecution execution) => Session.Run(execution, () =>
    {
        (TorchNetwork network, TorchAdam adam) = Load(state);
        torch.Tensor gradient = torch.zeros(network.Parameters.Flat.shape, torch.ScalarType.Float32, Session.TorchDevice);
        double loss = 0;
        for (int first = 0; first < _batchSize; first += Chunk)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            ulong number = (ulong)state.Iteration * (ulong)_batchSize + (ulong)first;
            loss += Accumulate(network, gradient, number, Math.Min(Chunk, _batchSize - first), execution);
        }
        loss /= LossDivisor;
        if (!double.IsFinite(loss))
            throw new TrainingException(
                $"The loss is {loss} at step {state.Iteration + 1}. Lower the learning rate ({learningRate:g} here) or check the images for extreme values.");
        state.Optimizer.Steps++;
        using IDisposable noGradients = torch.no_grad();
        adam.Step(state.Iteration, gradient, learningRate, _weightDecay);
        return loss;
    });

    public void Synchronize(TrainingState state)
    {
        if (_network is not { Parameters: var parameters } || _adam is not { } adam)
            return;
        parameters.ToManaged(parameters.Flat, state.Parameters);
        parameters.ToManaged(adam.Mean, state.Optimizer.Mean);
        parameters.ToManaged(adam.Square, state.Optimizer.Square);
    }

    public virtual void Dispose()
    {
        _adam?.Dispose();
        _network?.Dispose();
    }

    /// <summary>Draws a crop and what is asked of it. Crops at different places may be drawn at once.</summary>
    /// <param name="number">Number of the crop since the start of training.</param>
    /// <param name="place">Its place among those computed at once.</param>
    /// <param name="crop">Takes the crop.</param>
    protected abstract void Draw(ulong number, int place, FeatureMap crop);

    /// <summary>Sum of the losses of the crops that were drawn last.</summary>
    /// <param name="output">What the network says of them (n, output, (z,) y, x).</param>
    /// <param name="count">How many they are, from place 0 on.</param>
    protected abstract torch.Tensor Evaluate(torch.Tensor output, int count);

    // What a run begins with comes from the state, once.
    private (TorchNetwork, TorchAdam) Load(TrainingState state)
    {
        _network ??= new TorchNetwork(_layout, state.Parameters, Session, training: true);
        TorchParameters parameters = _network.Parameters;
        _adam ??= new TorchAdam(
            parameters, parameters.FromManaged(state.Optimizer.Mean, Session.TorchDevice), parameters.FromManaged(state.Optimizer.Square, Session.TorchDevice));
        return (_network, _adam);
    }

    // Adds the gradient of some crops; returns their loss.
    private double Accumulate(TorchNetwork network, torch.Tensor gradient, ulong firstCrop, int count, StageExecution execution)
    {
        ParallelWork.For(count, execution, i => Draw(firstCrop + (ulong)i, i, _crops[i]));
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor loss = Evaluate(network.Forward(_crops.Upload(count, Session.TorchDevice)).Output, count);
        IList<torch.Tensor> gradients = torch.autograd.grad([loss], [.. network.Parameters.Leaves]);
        using IDisposable noGradients = torch.no_grad();
        gradient.add_(torch.cat([.. gradients.Select(g => g.reshape(-1))], 0));
        return HostMemory.Download(loss)[0];
    }
}
