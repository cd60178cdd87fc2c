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

    /// <summary>Which training this is: 1, or more after trainings that learned nothing.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>Time that the training has taken, and its mean loss: what a checkpoint tells beside the weights.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <inheritdoc cref="Elapsed"/>
    public double Loss { get; set; }

    /// <summary>Finished steps.</summary>
    public int Iteration => Optimizer.Steps;
}
