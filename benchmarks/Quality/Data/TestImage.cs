namespace Cellulus.Benchmarks.Quality;

/// <summary>An image to score.</summary>
/// <param name="Stem">File name without extension.</param>
/// <param name="Image">Stored values.</param>
/// <param name="Truth">True labels.</param>
/// <param name="SecondTruth">Labels of a second expert, if there is one.</param>
internal sealed record TestImage(string Stem, MicroscopyImage Image, LabelImage Truth, LabelImage? SecondTruth);
