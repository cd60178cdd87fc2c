namespace Cellulus;

/// <summary><see cref="NoiseEstimate"/> of an image larger than memory.</summary>
internal static class StreamedNoise
{
    public static double Estimate(StreamedScene scene, StageExecution execution)
    {
        var range = new ValueRange();
        float? median = RankSearch.Median(new DifferenceScan(scene, range), execution.CancellationToken);
        return NoiseEstimate.FromMedian(median ?? 0, range.Least, range.Greatest);
    }

    /// <summary>The second differences of all rows; notes the range of the values on the way.</summary>
    private sealed class DifferenceScan(StreamedScene scene, ValueRange range) : IValueScan
    {
        public void Visit(ValueVisitor visitor, CancellationToken cancellationToken)
        {
            for (int strip = 0; strip < scene.Strips.Count; strip++)
            {
                GridBox box = scene.Strips[strip];
                float[] intensity = scene.Image.ReadIntensity(box, cancellationToken);
                range.Include(intensity);
                int width = box.Shape.Width;
                var differences = new float[Math.Max(0, width - 2)];
                for (int row = 0; row < box.Rows && differences.Length > 0; row++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    SecondDifference.Of(intensity.AsSpan(row * width, width), differences);
                    visitor(differences);
                }
            }
        }
    }
}
