namespace Cellulus.Benchmarks.Supervision;

/// <summary>What a model was trained on.</summary>
internal enum Training
{
    /// <summary>Images alone: the start.</summary>
    Unsupervised,

    /// <summary>Annotations alone.</summary>
    Annotations,

    /// <summary>Annotations and what the start found; at a share of 0 that alone.</summary>
    WithPseudo,

    /// <summary>As many finds of the start corrected, those that it is least sure of, and what it found.</summary>
    Suggested,
}
