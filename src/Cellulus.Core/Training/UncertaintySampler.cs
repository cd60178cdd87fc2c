using System.Collections.Concurrent;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Runs crops through a trained network, once as they are and several times under salt and pepper, and keeps some pixels of each. Half of
/// the crops are made brighter or dimmer first: an image with few or dim objects is stretched by its normalisation, and its background
/// looks like nothing in a well-filled image. The noisy passes tell the truth there as well.
/// </summary>
internal sealed class UncertaintySampler
{
    /// <summary>Pixels kept of each crop: its neighbours say much the same.</summary>
    private const int PixelsPerCrop = 2000;

    // The exact passes' deviation is that of a population of 32 copies; a few copies show a smaller one.
    private const double ExactCopies = 32;

    private const double MinLogGain = -1.2, MaxLogGain = 2, MinOffset = -0.1, MaxOffset = 0.3;

    private readonly IForwardPass _network;
    private readonly CropSampler _crops;
    private readonly ImageShape _crop;
    private readonly UncertaintyHeadOptions _options;
    private readonly UncertaintySamples _samples;
    private readonly ConcurrentBag<Worker> _workers = [];
    private readonly float _probability = (float)new EmbeddingOptions().NoiseProbability;

    /// <param name="network">The trained network.</param>
    /// <param name="images">Normalised and rescaled images.</param>
    /// <param name="crop">Extent of a crop.</param>
    /// <param name="options">How many crops and copies.</param>
    public UncertaintySampler(IForwardPass network, IReadOnlyList<MicroscopyImage> images, ImageShape crop, UncertaintyHeadOptions options)
    {
        UNetArchitecture architecture = network.Layout.Architecture;
        _network = network;
        _crops = new CropSampler(images, crop, augment: false);
        _crop = crop;
        _options = options;
        _samples = new UncertaintySamples(
            checked(options.Crops * PixelsPerCrop), ConvolutionLayer.Padded(architecture.HeadFeatures), architecture.Outputs);
    }

    /// <summary>Bytes that sampling holds, the network's weights as its kernels read them included.</summary>
    public static long EstimateMemory(UNetLayout layout, ImageShape crop, UncertaintyHeadOptions options, int threads)
    {
        UNetArchitecture architecture = layout.Architecture;
        long features = ConvolutionLayer.Padded(architecture.HeadFeatures), components = architecture.Outputs;
        long samples = options.Crops * (long)PixelsPerCrop * (features + 2 * components) * sizeof(float);
        long perPixel = (features + layout.Head[1].StoredOutputs) * sizeof(float) + 2 * components * sizeof(double);
        long worker = BufferPlan.BytesOf(() => new UNetMaps(layout, crop, training: false))
            + crop.PixelCount * architecture.InputChannels * sizeof(float) + architecture.OutputOf(crop).PixelCount * perPixel;
        return samples + Math.Min(threads, options.Crops) * worker + BufferPlan.BytesOf(() => new UNet(layout, GemmKernels.Best, training: false));
    }

    /// <summary>Runs all crops. Each writes its own samples, so the order does not matter.</summary>
    public UncertaintySamples Run(StageExecution execution)
    {
        ParallelWork.ForWithProgress(_options.Crops, execution, crop =>
        {
            if (!_workers.TryTake(out Worker? worker))
                worker = new Worker(_network, _crop, _crops.CreateBend());
            Sample(crop, worker, execution.CancellationToken);
            _workers.Add(worker);
        });
        return _samples;
    }

    private void Sample(int crop, Worker worker, CancellationToken cancellationToken)
    {
        UNetMaps maps = worker.Maps;
        var random = new Philox(_options.Seed, RandomStreams.UncertaintyCrops + (ulong)crop);
        _crops.Sample(random, worker.Bend, maps.Input);
        if (random.NextInt(2) == 0)
            ChangeBrightness(random, maps.Input);
        maps.Input.Values.CopyTo(worker.Clean);
        _network.Forward(maps, cancellationToken, (z, y) =>
        {
            int row = (z * maps.Output.Size.Height + y) * maps.Output.Size.Width;
            maps.Decoders[0].Result.Row(z, y).CopyTo(worker.Features.AsSpan(row * _samples.Features));
        });
        maps.Output.Values.CopyTo(worker.Offsets);
        Array.Clear(worker.Sums);
        for (int copy = 0; copy < _options.Copies; copy++)
        {
            AddNoise(crop, copy, worker);
            _network.Forward(maps, cancellationToken);
            worker.AddDeviations();
        }
        for (int i = 0; i < PixelsPerCrop; i++)
            Keep(worker, random.NextInt((int)maps.Output.Size.PixelCount), crop * PixelsPerCrop + i);
    }

    private static void ChangeBrightness(Philox random, FeatureMap map)
    {
        for (int channel = 0; channel < map.Channels; channel++)
        {
            float gain = (float)DeterministicMath.Exp(MinLogGain + (MaxLogGain - MinLogGain) * random.NextDouble());
            float offset = (float)(MinOffset + (MaxOffset - MinOffset) * random.NextDouble());
            Span<float> values = map.Values;
            for (int i = channel; i < values.Length; i += map.Channels)
                values[i] = gain * values[i] + offset;
        }
    }

    // The values that the exact passes set: 0.5 in one half of the copies, 1 in the other.
    private void AddNoise(int crop, int copy, Worker worker)
    {
        float value = copy < _options.Copies / 2 ? 0.5f : 1f;
        Span<float> input = worker.Maps.Input.Values;
        var random = new Philox(_options.Seed, RandomStreams.UncertaintyNoise + (ulong)((long)crop * _options.Copies + copy));
        random.Fill(input);
        for (int i = 0; i < input.Length; i++)
            input[i] = input[i] <= _probability ? value : worker.Clean[i];
    }

    private void Keep(Worker worker, int pixel, int sample)
    {
        int components = _samples.Components, features = _samples.Features;
        double copies = _options.Copies, population = (1 - 1 / ExactCopies) / (1 - 1 / copies);
        worker.Features.AsSpan(pixel * features, features).CopyTo(_samples.Inputs.AsSpan(sample * features));
        for (int c = 0; c < components; c++)
        {
            int at = (pixel * components + c) * 2;
            double mean = worker.Sums[at] / copies, variance = Math.Max(0, worker.Sums[at + 1] / copies - mean * mean);
            _samples.Shifts[sample * components + c] = (float)mean;
            _samples.Variances[sample * components + c] = (float)(variance * population);
        }
    }

    /// <summary>Buffers of one thread.</summary>
    private sealed class Worker(IForwardPass network, ImageShape crop, ElasticField bend)
    {
        private readonly int _components = network.Layout.Architecture.Outputs;

        public UNetMaps Maps { get; } = new(network.Layout, crop, training: false);
        public ElasticField Bend { get; } = bend;

        /// <summary>The crop without noise.</summary>
        public float[] Clean { get; } = new float[crop.PixelCount * network.Layout.Architecture.InputChannels];

        /// <summary>Features without noise, order (pixel, feature).</summary>
        public float[] Features { get; } = new float[
            network.Layout.Architecture.OutputOf(crop).PixelCount * ConvolutionLayer.Padded(network.Layout.Architecture.HeadFeatures)];

        /// <summary>Output without noise, as the network pads it.</summary>
        public float[] Offsets { get; } = new float[
            network.Layout.Architecture.OutputOf(crop).PixelCount * network.Layout.Head[1].StoredOutputs];

        /// <summary>Order (pixel, component, {sum, sum of squares}) of what noise changes.</summary>
        public double[] Sums { get; } = new double[
            network.Layout.Architecture.OutputOf(crop).PixelCount * network.Layout.Architecture.Outputs * 2];

        public void AddDeviations()
        {
            ReadOnlySpan<float> output = Maps.Output.Values;
            for (int pixel = 0, sum = 0; sum < Sums.Length; pixel += Maps.Output.Channels)
            {
                for (int c = 0; c < _components; c++, sum += 2)
                {
                    double deviation = output[pixel + c] - Offsets[pixel + c];
                    Sums[sum] += deviation;
                    Sums[sum + 1] += deviation * deviation;
                }
            }
        }
    }
}
