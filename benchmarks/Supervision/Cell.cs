namespace Cellulus.Benchmarks.Supervision;

/// <summary>One model of the table and its scores on the images to score.</summary>
internal sealed record Cell
{
    public required string Set { get; init; }

    public required ulong Seed { get; init; }

    public required Training Training { get; init; }

    /// <summary>Annotated objects in percent of all in the images to train on.</summary>
    public required double Share { get; init; }

    /// <summary>Optimizer steps; 0 for the teacher.</summary>
    public required int Steps { get; init; }

    /// <summary>Optimizer steps that were asked for; <see langword="null"/> for the library's.</summary>
    public int? AskedSteps { get; init; }

    /// <summary>Annotated objects.</summary>
    public required int Objects { get; init; }

    public required double F1 { get; init; }

    public required double Seg { get; init; }

    public required double Precision { get; init; }

    public required double Recall { get; init; }

    /// <summary>Time of the training; 0 for the teacher.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Median time to segment an image.</summary>
    public required double SecondsPerImage { get; init; }

    /// <summary>Thresholds chosen; 0 for the teacher.</summary>
    public required double Probability { get; init; }

    /// <inheritdoc cref="Probability"/>
    public required double Overlap { get; init; }

    /// <summary>Threads used.</summary>
    public required int Threads { get; init; }

    /// <summary>What must be alike for a cell not to be done again.</summary>
    public (string, ulong, Training, double, int?) Key => (Set, Seed, Training, Share, AskedSteps);
}
