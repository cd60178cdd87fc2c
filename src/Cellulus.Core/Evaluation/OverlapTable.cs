namespace Cellulus;

/// <summary>Areas of predictions and true objects and their overlaps, from one pass over the pixels. Objects are ordered by
/// label.</summary>
internal sealed class OverlapTable
{
    private OverlapTable(int[] predictionLabels, int[] predictionAreas, int[] truthLabels, int[] truthAreas, Overlap[] overlaps)
    {
        PredictionLabels = predictionLabels;
        PredictionAreas = predictionAreas;
        TruthLabels = truthLabels;
        TruthAreas = truthAreas;
        Overlaps = overlaps;
    }

    public int[] PredictionLabels { get; }
    public int[] PredictionAreas { get; }
    public int[] TruthLabels { get; }
    public int[] TruthAreas { get; }

    /// <summary>Pairs that share pixels, ordered by prediction, then truth.</summary>
    public Overlap[] Overlaps { get; }

    public static OverlapTable Build(LabelImage prediction, LabelImage truth)
    {
        (int Prediction, int Truth, int Pixels)[] pairs = CountPairs(prediction.Labels, truth.Labels);
        var predictions = new SortedDictionary<int, int>();
        var truths = new SortedDictionary<int, int>();
        foreach ((int p, int t, int pixels) in pairs)
        {
            if (p != 0)
                predictions[p] = predictions.GetValueOrDefault(p) + pixels;
            if (t != 0)
                truths[t] = truths.GetValueOrDefault(t) + pixels;
        }
        int[] predictionLabels = [.. predictions.Keys], predictionAreas = [.. predictions.Values];
        int[] truthLabels = [.. truths.Keys], truthAreas = [.. truths.Values];
        Overlap[] overlaps = [.. pairs.Where(pair => pair is { Prediction: > 0, Truth: > 0 }).Select(pair =>
        {
            int p = Array.BinarySearch(predictionLabels, pair.Prediction), t = Array.BinarySearch(truthLabels, pair.Truth);
            double union = (double)predictionAreas[p] + truthAreas[t] - pair.Pixels;
            return new Overlap(p, t, pair.Pixels, pair.Pixels / union);
        })];
        return new OverlapTable(predictionLabels, predictionAreas, truthLabels, truthAreas, overlaps);
    }

    /// <summary>Pixels of each pair of labels, background included. Runs of equal pairs cost one look-up.</summary>
    private static (int, int, int)[] CountPairs(ReadOnlySpan<int> predictions, ReadOnlySpan<int> truths)
    {
        var counts = new Dictionary<(int Prediction, int Truth), int>();
        for (int start = 0, end; start < predictions.Length; start = end)
        {
            (int p, int t) = (predictions[start], truths[start]);
            for (end = start + 1; end < predictions.Length && predictions[end] == p && truths[end] == t;)
                end++;
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, (p, t), out _) += end - start;
        }
        return [.. counts.OrderBy(c => c.Key).Select(c => (c.Key.Prediction, c.Key.Truth, c.Value))];
    }
}
