namespace Cellulus.Benchmarks.Quality;

/// <summary>An object that was found: what the library thinks of it, and what the truth says.</summary>
/// <param name="Confidence">Confidence, known without labels.</param>
/// <param name="BestIoU">Greatest IoU with a true object; 0 if it overlaps none.</param>
internal readonly record struct JudgedObject(double Confidence, double BestIoU)
{
    public static JudgedObject[] Judge(Segmentation segmentation, LabelImage truth)
    {
        var table = OverlapTable.Build(segmentation.Labels, truth);
        var best = new double[segmentation.Objects.Count];
        foreach (Overlap overlap in table.Overlaps)
        {
            int o = table.PredictionLabels[overlap.Prediction] - 1;
            best[o] = Math.Max(best[o], overlap.IoU);
        }
        return [.. segmentation.Objects.Select(o => new JudgedObject(o.Confidence, best[o.Id - 1]))];
    }
}
