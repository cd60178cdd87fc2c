using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// One step: draws the crops of a batch, runs each forward and backward by itself, adds the gradients in the order of the batch and
/// moves the parameters. Crops are the unit of parallel work: a crop's maps stay in one core's cache, and nothing is shared.
/// </summary>
internal sealed class TrainingStep
{
    private readonly TrainingOptions _options;
    private readonly CropSampler _crops;
    private readonly PairSampler _pairs;
    private readonly OffsetLoss _loss;
    private readonly UNet _network;
    private readonly ImageShape _crop;
    private readonly ConcurrentBag<Worker> _workers = [];
    private readonly float[][] _gradients;
    private readonly double[] _losses;
    private readonly ParallelJob _job = new();
    private readonly Action<int> _accumulate;
    private ulong _firstCrop;
    private CancellationToken _cancellationToken;

    public TrainingStep(TrainingOptions options, TrainingSet set, UNet network, ImageShape crop)
    {
        _options = options;
        _network = network;
        _crop = crop;
        _crops = new CropSampler(set.Images, crop, options.Augment);
        _pairs = new PairSampler(network.Layout.Architecture.OutputOf(crop), options.Density, options.PairRadius!.Value);
        _loss = new OffsetLoss(options.LossForm, options.Temperature, options.Regularization);
        _gradients = [.. Enumerable.Range(0, options.BatchSize).Select(_ => new float[network.Layout.ParameterCount])];
        _losses = new double[options.BatchSize];
        _accumulate = AccumulateGradient;
    }

    /// <summary>Takes one step.</summary>
    /// <returns>Mean loss of a pair.</returns>
    public double Run(TrainingState state, double learningRate, StageExecution execution)
    {
        _network.Pack(state.Parameters);
        _firstCrop = (ulong)state.Iteration * (ulong)_options.BatchSize;
        _cancellationToken = execution.CancellationToken;
        ParallelWork.Run(_job, _options.BatchSize, execution, _accumulate);
        float[] sum = _gradients[0];
        foreach (float[] gradient in _gradients.AsSpan(1))
            TensorPrimitives.Add(sum, gradient, sum);
        double loss = _losses.Sum() / ((double)_pairs.Pairs * _options.BatchSize);
        if (!double.IsFinite(loss))
            throw new TrainingException(
                $"The loss is {loss} at step {state.Iteration + 1}. Lower the learning rate ({_options.LearningRate:g}) or check the images for extreme values.");
        state.Optimizer.Step(state.Parameters, sum, learningRate, _options.WeightDecay);
        return loss;
    }

    // Item of a batch -> its gradient and loss.
    private void AccumulateGradient(int item)
    {
        if (!_workers.TryTake(out Worker? worker))
            worker = new Worker(_network, _crop, _crops.CreateBend(), _pairs.Pairs);
        float[] gradient = _gradients[item];
        Array.Clear(gradient);
        UNetMaps maps = worker.Maps;
        worker.Random.Restart(_options.Seed, RandomStreams.Crops + _firstCrop + (ulong)item);
        _crops.Sample(worker.Random, worker.Bend, maps.Input);
        worker.Random.Restart(_options.Seed, RandomStreams.Pairs + _firstCrop + (ulong)item);
        _pairs.Sample(worker.Random, worker.Anchors, worker.References);
        _network.Forward(maps, _cancellationToken);
        Array.Clear(worker.OutputGradient);
        (double offset, double regularization) = _loss.Evaluate(
            maps.Output.Values, maps.Output.Channels, maps.Output.Size, worker.Anchors, worker.References, worker.Components, worker.OutputGradient);
        int count = worker.CollectTouchedPixels();
        _network.Backward(
            maps, worker.Pixels.AsSpan(0, count), worker.PixelGradients.AsSpan(0, count * worker.Components),
            worker.Scratch, gradient, _cancellationToken);
        _workers.Add(worker);
        _losses[item] = offset + regularization;
    }

    /// <summary>Buffers of one thread, used step after step.</summary>
    private sealed class Worker
    {
        public Worker(UNet network, ImageShape crop, ElasticField bend, int pairs)
        {
            Maps = new UNetMaps(network.Layout, crop, training: true);
            Scratch = network.CreateScratch();
            Bend = bend;
            Components = network.Layout.Architecture.Outputs;
            Anchors = new int[pairs];
            References = new int[pairs];
            int pixels = (int)Maps.Output.Size.PixelCount;
            OutputGradient = new float[pixels * Components];
            Pixels = new int[pixels];
            PixelGradients = new float[pixels * Components];
        }

        public UNetMaps Maps { get; }
        public UNetScratch Scratch { get; }
        public ElasticField Bend { get; }
        public Philox Random { get; } = new(0);
        public int Components { get; }
        public int[] Anchors { get; }
        public int[] References { get; }

        /// <summary>Order (pixel, component), mostly zero.</summary>
        public float[] OutputGradient { get; }

        public int[] Pixels { get; }
        public float[] PixelGradients { get; }

        /// <summary>Lists the pixels with a gradient, rising; returns their number.</summary>
        public int CollectTouchedPixels()
        {
            int count = 0;
            for (int pixel = 0; pixel < Pixels.Length; pixel++)
            {
                ReadOnlySpan<float> gradient = OutputGradient.AsSpan(pixel * Components, Components);
                if (!gradient.ContainsAnyExcept(0f))
                    continue;
                gradient.CopyTo(PixelGradients.AsSpan(count * Components));
                Pixels[count++] = pixel;
            }
            return count;
        }
    }
}
