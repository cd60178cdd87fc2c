using System.Collections.Concurrent;
using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Steps of the training of an embedding on a device, with the crops and pairs of the managed engine.</summary>
internal sealed class TorchTrainingStep : TorchBatchStep
{
    private readonly TrainingExamples _examples;
    private readonly long[] _anchors, _references; // order (crop, pair)
    private readonly TorchOffsetLoss _loss;
    private readonly ConcurrentBag<Drawer> _drawers = [];

    public TorchTrainingStep(TorchSession session, TrainingSetup setup, TrainingSet set)
        : base(session, new UNetLayout(setup.Metadata.Architecture), setup.Crop, setup.Options.BatchSize, setup.Options.WeightDecay)
    {
        (TrainingOptions options, ModelMetadata metadata, ImageShape crop) = setup;
        UNetArchitecture architecture = metadata.Architecture;
        _examples = new TrainingExamples(options, set, architecture, crop);
        _anchors = new long[Chunk * _examples.Pairs];
        _references = new long[Chunk * _examples.Pairs];
        _loss = new TorchOffsetLoss(options, architecture.OutputOf(crop), architecture.Outputs, session.TorchDevice);
        LossDivisor = options.BatchSize * (double)_examples.Pairs;
    }

    protected override double LossDivisor { get; }

    public override void Dispose()
    {
        base.Dispose();
        _loss.Dispose();
    }

    protected override void Draw(ulong number, int place, FeatureMap crop)
    {
        if (!_drawers.TryTake(out Drawer? drawer))
            drawer = new Drawer(_examples);
        drawer.Draw(number, crop, _anchors.AsSpan(place * _examples.Pairs, _examples.Pairs), _references.AsSpan(place * _examples.Pairs, _examples.Pairs));
        _drawers.Add(drawer);
    }

    protected override torch.Tensor Evaluate(torch.Tensor output, int count)
    {
        return _loss.Evaluate(output, Pixels(_anchors), Pixels(_references));

        torch.Tensor Pixels(long[] indices) => HostMemory.Upload<long>(
            [count, _examples.Pairs], torch.ScalarType.Int64, Session.TorchDevice, values => indices.AsSpan(0, values.Length).CopyTo(values));
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
