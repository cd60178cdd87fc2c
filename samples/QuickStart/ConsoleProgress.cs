namespace Cellulus.Samples.QuickStart;

/// <summary>Prints every fortieth step.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Iteration % 40 == 0)
            Console.WriteLine($"  step {value.Iteration} of {value.Iterations}, loss {value.Loss:0.000}, {value.Remaining.TotalSeconds:0} s left");
    }
}
