namespace Cellulus.Samples.TorchTraining;

/// <summary>Prints every fiftieth step.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.UncertaintyShare is null && value.SelfTrainingShare is null && value.Iteration % 50 == 0)
            Console.WriteLine($"  step {value.Iteration} of {value.Iterations}, loss {value.Loss:0.000}, {value.SecondsPerIteration:0.000} s a step");
    }
}
