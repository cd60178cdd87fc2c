namespace Cellulus.Benchmarks.Quality;

/// <summary>One image as the default found it.</summary>
/// <param name="Image">The image and its truth.</param>
/// <param name="Labels">What was found.</param>
/// <param name="Score">Against the truth.</param>
/// <param name="SecondScore">Against the second expert, if there is one.</param>
/// <param name="Seconds">Time of the segmentation.</param>
/// <param name="Objects">What was found, judged.</param>
internal sealed record ImageResult(
    TestImage Image, LabelImage Labels, SegmentationScore Score, SegmentationScore? SecondScore, double Seconds, JudgedObject[] Objects);
