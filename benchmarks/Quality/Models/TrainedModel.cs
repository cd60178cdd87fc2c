namespace Cellulus.Benchmarks.Quality;

/// <summary>A model and what it cost.</summary>
/// <param name="Model">The model.</param>
/// <param name="Seconds">Time of the training; <see langword="null"/> for a model from elsewhere.</param>
internal sealed record TrainedModel(EmbeddingModel Model, double? Seconds);
