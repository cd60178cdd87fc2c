namespace Cellulus;

/// <summary>
/// Joins parts of one cell. A cell longer than the network sees comes out in pieces, each rounder than the whole. Between the centres of
/// two cells there are hardly
/// any embeddings; between those of two pieces of one cell they go on. And the pieces together look like a whole cell, straight or bent,
/// that stands by itself: among cells that touch on all
/// sides outlines tell little. The joined object keeps the lowest label of its parts. Does nothing when the labels come without embeddings.
/// </summary>
public sealed class PartJoiner : ISegmentationRefiner, IStreamedRefiner
{
    /// <summary>Whether a cell may be bent. What is believed and taught must look whole: two cells side by side that are joined wrongly
    /// would be learned as one.</summary>
    internal bool JoinsBentCells { get; init; } = true;

    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        if (input.Embedding is not { } field)
            return input.Labels;
        ImageShape shape = input.Labels.Shape;
        int[] labels = input.Labels.Labels.ToArray(), numbers = LabelNumbering.CloseGaps(labels);
        if (Join(LabelRows.Of(LabelImage.Adopt(labels, shape), field, execution.CancellationToken)) is not { } joined)
            return input.Labels;
        return LabelImage.Adopt(LabelNumbering.Restore(labels, numbers, joined), shape);
    }

    int IStreamedRefiner.ScratchBytesPerPixel => 0;

    string IStreamedRefiner.Describe() => "";

    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution) =>
        Join(LabelRows.Of(scene, labels, execution with { Progress = null }, readsBefore: true)) is { } numbers ? new MappedLabels(labels, numbers) : labels;

    /// <summary>Joins pairs, then what has become of them, as long as there are any.</summary>
    /// <returns>The new number of each label; <see langword="null"/> where all stay as they are.</returns>
    private int[]? Join(LabelRows rows)
    {
        int[] numbers = [.. Enumerable.Range(0, rows.MaxLabel + 1)];
        bool any = false;
        while (true)
        {
            int[] joined = [.. Enumerable.Range(0, numbers.Length)];
            var taken = new HashSet<int>();
            // The best first; equals by number, so that the result does not hang on chance.
            foreach (PartPair pair in PartPairs.Find(rows, numbers, JoinsBentCells).OrderByDescending(p => p.Agreement).ThenBy(p => p.A).ThenBy(p => p.B))
                if (!taken.Contains(pair.A) && !taken.Contains(pair.B))
                {
                    taken.UnionWith([pair.A, pair.B]);
                    joined[pair.B] = pair.A;
                }
            if (taken.Count == 0)
                return any ? numbers : null;
            numbers = Array.ConvertAll(numbers, n => joined[n]);
            any = true;
        }
    }
}
