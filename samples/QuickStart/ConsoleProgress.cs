namespace Cellulus.Samples.QuickStart;

/// <summary>Prints every fortieth step, and what the model learns after them.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private string? _said;

    public void Report(TrainingProgress value)
    {
        string? follows = value.SelfTrainingShare is not null ? "learning from its own objects"
            : value.UncertaintyShare is not null ? "learning where it is unsure" : null;
        if (follows is null && value.Iteration % 40 == 0)
            Console.WriteLine($"  step {value.Iteration} of {value.Iterations}, loss {value.Loss:0.000}, {value.Remaining.TotalSeconds:0} s left");
        if (follows is null || follows == _said)
            return;
        _said = follows;
        Console.WriteLine($"  {follows}");
    }
}
