namespace Cellulus.Samples.QuickStart;

/// <summary>Prints every fortieth step, and that the model then learns where it is unsure.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private bool _saidWhatFollows;

    public void Report(TrainingProgress value)
    {
        if (value.UncertaintyShare is null && value.Iteration % 40 == 0)
            Console.WriteLine($"  step {value.Iteration} of {value.Iterations}, loss {value.Loss:0.000}, {value.Remaining.TotalSeconds:0} s left");
        if (value.UncertaintyShare is null || _saidWhatFollows)
            return;
        _saidWhatFollows = true;
        Console.WriteLine("  learning where it is unsure");
    }
}
