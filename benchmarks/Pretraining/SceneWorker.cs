using Cellulus.Engine;
using Cellulus.Scenes;

namespace Cellulus.Pretraining;

/// <summary>Takes drawn scenes to gradients of the star-convex loss. Buffers of one thread.</summary>
internal sealed class SceneWorker : CropWorker
{
    private readonly SceneExample _example;
    private readonly StarTargets _pixels;
    private readonly Func<int, (int Z, int Y, int X), float> _depthAt;
    private readonly StarConvexLoss _loss;
    private readonly ulong _seed;
    private readonly double _scale;

    public SceneWorker(UNet network, PretrainingPlan plan)
        : base(network, plan.Crop)
    {
        ImageShape output = network.Layout.Architecture.OutputOf(plan.Crop);
        _example = new SceneExample(plan.Scenes, plan.Seed);
        _pixels = new StarTargets(plan.Crop, output, plan.Metadata.CreateDirections());
        _depthAt = (_, at) => _example.Depths[plan.Crop.IndexOf(at.Z, at.Y, at.X)];
        _loss = new StarConvexLoss(plan.Metadata.Rays, plan.Metadata.Unit);
        _seed = plan.Seed;
        _scale = 1 / (StarTargets.Density * output.PixelCount * plan.BatchSize);
    }

    protected override void Draw(ulong number, FeatureMap input)
    {
        Random.Restart(_seed, RandomStreams.StarPixels + number);
        _example.Draw(number, input, Random);
        Random.Restart(_seed, RandomStreams.StarCrops + number);
        _pixels.Draw(Random, _example.Labels, _depthAt);
    }

    protected override double Evaluate(FeatureMap output, Span<float> gradient) =>
        _loss.Evaluate(output.Values, output.Channels, _pixels.Targets, _pixels.Distances, _scale, gradient);
}
