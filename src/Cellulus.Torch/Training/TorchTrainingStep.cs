using System.Collections.Concurrent;
using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>
/// Steps of a training on a device: the crops and pairs of the managed engine, as many of a step's crops at once as the session allows.
/// Weights and optimizer stay on the device.
/// </summary>
internal sealed class TorchTrainingStep : ITrainingStep
{
    private readonly TorchSession _session;
    private readonly TrainingOptions _options;
    private readonly TrainingExamples _examples;
    private readonly UNetLayout _layout;
    private readonly ImageBatch _crops;
    private readonly long[] _anchors, _references; // order (crop, pair)
    private readonly int _chunk;
    private readonly TorchOffsetLoss _loss;
    private readonly ConcurrentBag<Drawer> _drawers = [];
    private TorchNetwork? _network;
    private TorchAdam? _adam;

    public TorchTrainingStep(TorchSession session, TrainingSetup setup, TrainingSet set)
    {
        (_options, ModelMetadata metadata, ImageShape crop) = setup;
        _session = session;
        _layout = new UNetLayout(metadata.Architecture);
        _examples = new TrainingExamples(_options, set, metadata.Architecture, crop);
        _chunk = Math.Min(session.BatchSize, _options.BatchSize);
        _crops = new ImageBatch(_chunk, crop, metadata.Channels, metadata.Rank);
        _anchors = new long[_chunk * _examples.Pairs];
        _references = new long[_chunk * _examples.Pairs];
        _loss = new TorchOffsetLoss(_options, metadata.Architecture.OutputOf(crop), metadata.Architecture.Outputs, session.TorchDevice);
    }

    public double Run(TrainingState state, double learningRate, StageExecution execution) => _session.Run(execution, () =>
    {
        (TorchNetwork network, TorchAdam adam) = Load(state);
        torch.Tensor gradient = torch.zeros(network.Parameters.Flat.shape, torch.ScalarType.Float32, _session.TorchDevice);
        double loss = 0;
        for (int first = 0; first < _options.BatchSize; first += _chunk)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            ulong number = (ulong)state.Iteration * (ulong)_options.BatchSize + (ulong)first;
            loss += Accumulate(network, gradient, number, Math.Min(_chunk, _options.BatchSize - first), execution);
        }
        loss /= _options.BatchSize * (double)_examples.Pairs;
        if (!double.IsFinite(loss))
            throw new TrainingException(
                $"The loss is {loss} at step {state.Iteration + 1}. Lower the learning rate ({learningRate:g} here) or check the images for extreme values.");
        state.Optimizer.Steps++;
        using IDisposable noGradients = torch.no_grad();
        adam.Step(state.Iteration, gradient, learningRate, _options.WeightDecay);
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

    public void Dispose()
    {
        _adam?.Dispose();
        _network?.Dispose();
        _loss.Dispose();
    }

    // What a run begins with comes from the state, once.
    private (TorchNetwork, TorchAdam) Load(TrainingState state)
    {
        _network ??= new TorchNetwork(_layout, state.Parameters, _session, training: true);
        TorchParameters parameters = _network.Parameters;
        _adam ??= new TorchAdam(
            parameters, parameters.FromManaged(state.Optimizer.Mean, _session.TorchDevice), parameters.FromManaged(state.Optimizer.Square, _session.TorchDevice));
        return (_network, _adam);
    }

    // Adds the gradient of some crops; returns their loss.
    private double Accumulate(TorchNetwork network, torch.Tensor gradient, ulong firstCrop, int count, StageExecution execution)
    {
        int pairs = _examples.Pairs;
        ParallelWork.For(count, execution, i => Draw(firstCrop + (ulong)i, i));
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor output = network.Forward(_crops.Upload(count, _session.TorchDevice)).Output;
        torch.Tensor loss = _loss.Evaluate(output, Pixels(_anchors), Pixels(_references));
        IList<torch.Tensor> gradients = torch.autograd.grad([loss], [.. network.Parameters.Leaves]);
        using IDisposable noGradients = torch.no_grad();
        gradient.add_(torch.cat([.. gradients.Select(g => g.reshape(-1))], 0));
        return HostMemory.Download(loss)[0];

        torch.Tensor Pixels(long[] indices) => HostMemory.Upload<long>(
            [count, pairs], torch.ScalarType.Int64, _session.TorchDevice, values => indices.AsSpan(0, count * pairs).CopyTo(values));
    }

    private void Draw(ulong number, int place)
    {
        if (!_drawers.TryTake(out Drawer? drawer))
            drawer = new Drawer(_examples);
        drawer.Draw(number, _crops[place], _anchors.AsSpan(place * _examples.Pairs, _examples.Pairs), _references.AsSpan(place * _examples.Pairs, _examples.Pairs));
        _drawers.Add(drawer);
    }

    /// <summary>Buffers of one thread.</summary>
    private sealed class Drawer(TrainingExamples examples)
    {
        private readonly Philox _random = new(0);
        private readonly ElasticField _bend = examples.CreateBend();
        private readonly int[] _anchors = new int[examples.Pairs], _references = new int[examples.Pairs];

        public void Draw(ulong number, FeatureMap crop, Span<long> anchors, Span<long> references)
        {
            examples.Draw(number, _random, _bend, crop, _anchors, _references);
            for (int i = 0; i < _anchors.Length; i++)
                (anchors[i], references[i]) = (_anchors[i], _references[i]);
        }
    }
}
