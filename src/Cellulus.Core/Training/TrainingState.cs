using Cellulus.Engine;

namespace Cellulus;

/// <summary>What changes from step to step, and so what a checkpoint holds.</summary>
internal sealed class TrainingState
{
    public TrainingState(UNetLayout layout)
    {
        Parameters = new float[layout.ParameterCount];
        Optimizer = new Adam(layout.ParameterCount);
    }

    public float[] Parameters { get; }
    public Adam Optimizer { get; }

    /// <summary>Finished steps.</summary>
    public int Iteration => Optimizer.Steps;
}
