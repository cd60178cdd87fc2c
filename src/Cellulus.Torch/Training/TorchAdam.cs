using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Adam as the managed engine computes it, on one flat vector on a device. Its state goes into checkpoints that either engine
/// resumes.</summary>
internal sealed class TorchAdam(TorchParameters parameters, torch.Tensor mean, torch.Tensor square) : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    /// <summary>Running mean of the gradient, in the order of the parameters.</summary>
    public torch.Tensor Mean => mean;

    /// <summary>Running mean of the squared gradient.</summary>
    public torch.Tensor Square => square;

    /// <summary>Moves the parameters against the gradient. Gradients must not be recorded meanwhile.</summary>
    /// <param name="step">Number of the step, from 1 on.</param>
    /// <param name="gradient">Gradient of all parameters; used up.</param>
    /// <param name="learningRate">Learning rate.</param>
    /// <param name="weightDecay">L2 penalty, added to the gradient.</param>
    public void Step(int step, torch.Tensor gradient, double learningRate, double weightDecay)
    {
        gradient.add_(parameters.Flat, weightDecay);
        mean.mul_(Beta1).add_(gradient, 1 - Beta1);
        square.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
        torch.Tensor root = square.sqrt().div_(Math.Sqrt(1 - Math.Pow(Beta2, step))).add_(Epsilon);
        parameters.Flat.addcdiv_(mean, root, -learningRate / (1 - Math.Pow(Beta1, step)));
    }

    public void Dispose()
    {
        mean.Dispose();
        square.Dispose();
    }
}
