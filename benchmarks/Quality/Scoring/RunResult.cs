namespace Cellulus.Benchmarks.Quality;

/// <summary>One training of one set, and what all variants made of it.</summary>
internal sealed record RunResult
{
    public required ulong Seed { get; init; }

    /// <summary>Optimizer steps behind the model.</summary>
    public required int Iterations { get; init; }

    /// <summary>Time of the training; <see langword="null"/> for a model from elsewhere.</summary>
    public required double? TrainingSeconds { get; init; }

    /// <summary>Median time to segment an image with the defaults.</summary>
    public required double SecondsPerImage { get; init; }

    /// <summary>Object diameter that the training measured on the objects it found, in px.</summary>
    public required double MeasuredDiameter { get; init; }

    /// <summary>Rank correlation of confidence and best IoU, of all objects found before the filter.</summary>
    public required ConfidenceRanking RankingOfFound { get; init; }

    /// <summary>The same of those that the filter kept.</summary>
    public required ConfidenceRanking RankingOfKept { get; init; }

    /// <summary>Scores of each variant by its name, the default's first; without those that do not suit the set.</summary>
    public required IReadOnlyDictionary<string, Figures> Variants { get; init; }

    /// <summary>The default against the second expert, if there is one.</summary>
    public required Figures? AgainstSecondExpert { get; init; }

    /// <summary>Score of each image with the defaults.</summary>
    public required IReadOnlyDictionary<string, Figures> Images { get; init; }

    public Figures Default => Variants[VariantList.Default.Name];
}
