using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// What drawn objects tell of how faint an object may be: a person draws dim cells, and passes over fibres and cells out of focus that are
/// fainter than any cell. Half of the
/// contrast of the faintest in ten is expected of any object, as a share of that of the median object of its image.
/// </summary>
internal static class DrawnContrast
{
    /// <summary>Objects that tell; of fewer chance tells.</summary>
    private const int FewestDrawn = 8;

    private const double FaintestShare = 0.1, Margin = 0.5;

    /// <summary>Measures.</summary>
    /// <param name="model">The model, with its thresholds.</param>
    /// <param name="drawn">Images with what is drawn in them.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <param name="pass">Runs the network.</param>
    /// <returns>0 to 1; 0 where too little is drawn.</returns>
    public static double Least(StarConvexModel model, IReadOnlyList<JudgedImage> drawn, StageExecution execution, ITilePass pass)
    {
        var ring = new RingContrast(model.Description.WorkingDiameter);
        return LeastOf([.. ThresholdSample.FindsOf(model, drawn, j => j.Image, execution, pass).SelectMany(
            f => SharesOf(IntensityImage.Combine(f.Known.Image), f.Found.Labels, f.Known.Labels, ring, execution))]);
    }

    /// <summary>What is expected, from the shares of drawn objects.</summary>
    internal static double LeastOf(IReadOnlyCollection<double> shares) =>
        shares.Count < FewestDrawn ? 0 : Math.Clamp(Margin * shares.Quantile(FaintestShare), 0, 1);

    /// <summary>Contrast of each drawn object over that of the median one that is found; none where too few are found to tell.</summary>
    internal static IEnumerable<double> SharesOf(float[] intensity, LabelImage found, PseudoLabels labels, RingContrast ring, StageExecution execution)
    {
        ImageShape shape = found.Shape;
        int[] theirs = found.Labels.ToArray();
        double[] typical = [.. ring.Measure(intensity, theirs, shape, found.MaxLabel, _ => true, execution).OfType<double>()];
        if (typical.Length < FaintFilter.FewestObjects)
            return [];
        double median = typical.Median();
        // What is found beside them is no background.
        int[] both = [.. theirs.Select((f, i) => labels.Labels[i] is > 0 and var d ? d : f > 0 ? labels.MaxLabel + f : 0)];
        return [.. ring.Measure(intensity, both, shape, labels.MaxLabel + found.MaxLabel, o => o < labels.MaxLabel, execution).OfType<double>().Select(contrast => contrast / median).Where(double.IsFinite)];
    }
}
