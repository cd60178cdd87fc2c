using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Steps of the training of a star-convex network on a device, with the crops and targets of the managed engine.</summary>
internal sealed class TorchStarStep : TorchBatchStep
{
    private readonly StarCrop[] _crops;
    private readonly TorchStarLoss _loss;

    public TorchStarStep(TorchSession session, StarExamples examples)
        : base(session, examples.Layout, examples.Crop, examples.Options.BatchSize, examples.Options.WeightDecay)
    {
        _crops = [.. Enumerable.Range(0, Chunk).Select(_ => new StarCrop(examples))];
        _loss = new TorchStarLoss(examples, session.TorchDevice);
    }

    protected override void Draw(ulong number, int place, FeatureMap crop) => _crops[place].Draw(number, crop);

    protected override torch.Tensor Evaluate(torch.Tensor output, int count) => _loss.Evaluate(output, new ArraySegment<StarCrop>(_crops, 0, count));
}
