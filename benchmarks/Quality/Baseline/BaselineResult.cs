namespace Cellulus.Benchmarks.Quality;

/// <summary>What the classical method reaches with the better of its two thresholds, chosen by labels.</summary>
/// <param name="Threshold">The better threshold of the test images.</param>
/// <param name="Test">Scores of the test images.</param>
/// <param name="ThresholdOfAll">The better threshold of all images.</param>
/// <param name="All">Scores of all images, those of the training too; <see langword="null"/> if left out.</param>
/// <param name="Diameter">Object diameter it worked with, estimated as before a training.</param>
internal sealed record BaselineResult(string Threshold, Figures Test, string? ThresholdOfAll, Figures? All, double Diameter);
