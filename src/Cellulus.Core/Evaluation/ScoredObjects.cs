namespace Cellulus;

/// <summary>The objects of one image with what must be ignored; knows how to count them at a threshold.</summary>
internal sealed class ScoredObjects
{
    private readonly OverlapTable _table;
    private readonly bool[] _truthIgnored, _predictionExcused;

    private ScoredObjects(OverlapTable table, bool[] truthIgnored, bool[] predictionExcused) =>
        (_table, _truthIgnored, _predictionExcused) = (table, truthIgnored, predictionExcused);

    public static ScoredObjects Build(LabelImage prediction, LabelImage truth, ScoringOptions options)
    {
        var table = OverlapTable.Build(prediction, truth);
        HashSet<int> truthsInBorder = BorderStrip.ObjectsInside(truth, options.IgnoredBorder);
        HashSet<int> predictionsInBorder = BorderStrip.ObjectsInside(prediction, options.IgnoredBorder);
        bool[] ignored = [.. table.TruthLabels.Select((label, t) => table.TruthAreas[t] < options.MinSize || truthsInBorder.Contains(label))];
        int[] pixelsInIgnored = new int[table.PredictionLabels.Length];
        foreach (Overlap overlap in table.Overlaps)
            if (ignored[overlap.Truth])
                pixelsInIgnored[overlap.Prediction] += overlap.Pixels;
        bool[] excused = [.. table.PredictionLabels.Select((label, p) =>
            2L * pixelsInIgnored[p] > table.PredictionAreas[p] || predictionsInBorder.Contains(label))];
        return new ScoredObjects(table, ignored, excused);
    }

    /// <summary>Counts at one threshold. Ignored true objects take a prediction only if no other true object wants it.</summary>
    public DetectionScore Detect(double threshold)
    {
        Overlap[] above = [.. _table.Overlaps.Where(o => o.IoU > threshold)];
        List<Overlap> matches = ObjectMatching.Match(
            [.. above.Where(o => !_truthIgnored[o.Truth])], _table.PredictionLabels.Length, _table.TruthLabels.Length);
        bool[] settled = (bool[])_predictionExcused.Clone();
        foreach (Overlap overlap in above)
            settled[overlap.Prediction] |= _truthIgnored[overlap.Truth];
        foreach (Overlap match in matches)
            settled[match.Prediction] = true;
        return new DetectionScore(
            threshold,
            TruePositives: matches.Count,
            FalsePositives: settled.Count(s => !s),
            FalseNegatives: _truthIgnored.Count(i => !i) - matches.Count,
            MatchedIoU: matches.Sum(m => m.IoU));
    }

    /// <summary>Sum over the true objects of the IoU with the prediction that covers more than half of the object.</summary>
    public double SegSum() => _table.Overlaps
        .Where(o => !_truthIgnored[o.Truth] && 2L * o.Pixels > _table.TruthAreas[o.Truth])
        .Sum(o => o.IoU);
}
