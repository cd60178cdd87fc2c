namespace Cellulus.Benchmarks.Quality;

/// <summary>All that was found of one data set.</summary>
internal sealed record SetResult
{
    public required string Name { get; init; }

    public required int TrainingImages { get; init; }

    public required int TestImages { get; init; }

    public required int MinTrueSize { get; init; }

    /// <summary>Median diameter of the true objects of the test images, in px.</summary>
    public required double TrueDiameter { get; init; }

    /// <summary>The classical method.</summary>
    public required BaselineResult Baseline { get; init; }

    /// <summary>The second expert's labels, scored as if they were a segmentation; <see langword="null"/> where there is none.</summary>
    public required Figures? SecondExpert { get; init; }

    /// <summary>One entry a seed.</summary>
    public required IReadOnlyList<RunResult> Runs { get; init; }

    /// <summary>Mean of the default over the seeds.</summary>
    public Figures Mean => Figures.Mean([.. Runs.Select(r => r.Default)]);

    /// <summary>Mean of a variant over the seeds; <see langword="null"/> if it does not suit the set.</summary>
    public Figures? MeanOf(string variant) =>
        Runs.All(r => r.Variants.ContainsKey(variant)) ? Figures.Mean([.. Runs.Select(r => r.Variants[variant])]) : null;
}
