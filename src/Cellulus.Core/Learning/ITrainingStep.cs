namespace Cellulus;

/// <summary>Takes the steps of one training, one after the other.</summary>
internal interface ITrainingStep : IDisposable
{
    /// <summary>Takes one step.</summary>
    /// <param name="state">What the step changes. Weights and optimizer are there as of the last <see cref="Synchronize"/> only.</param>
    /// <param name="learningRate">Learning rate.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Mean loss of a pair; of a network that learns from labels, of a pixel.</returns>
    /// <exception cref="TrainingException">The loss is not finite.</exception>
    double Run(TrainingState state, double learningRate, StageExecution execution);

    /// <summary>Brings weights and optimizer back from where they are computed.</summary>
    void Synchronize(TrainingState state);
}
