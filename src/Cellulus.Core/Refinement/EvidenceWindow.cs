namespace Cellulus;

/// <summary>An image, or a window of it, in which objects are judged, one channel after the other.</summary>
/// <param name="box">Where the window lies.</param>
/// <param name="grid">Extent of the image.</param>
/// <param name="labels">Labels of the window.</param>
/// <param name="isKnown">Whether a label is known to be an object; entry 0 is of none.</param>
internal sealed class EvidenceWindow(GridBox box, ImageShape grid, int[] labels, bool[] isKnown)
{
    /// <summary>What a window must hold to judge an object.</summary>
    public static GridBox Around(GridBox box, ImageShape grid) => box.IsEmpty ? box : EvidencePlaces.RegionOf(box, grid).Inflate(EvidenceScene.Margin, grid);

    /// <summary>Raises scores to what one channel says.</summary>
    /// <param name="values">Normalised values of the channel in the window.</param>
    /// <param name="boxes">Box of the label o + 1, on the grid of the image.</param>
    /// <param name="isWanted">Whether the object o is asked for.</param>
    /// <param name="scores">Score of the object o.</param>
    /// <param name="execution">Threads, cancellation.</param>
    public void Score(ReadOnlyMemory<float> values, GridBox[] boxes, Predicate<int> isWanted, double[] scores, StageExecution execution)
    {
        var scene = new EvidenceScene(values, labels, isKnown, box, grid, execution);
        ParallelWork.For(boxes.Length, execution, o =>
        {
            if (!boxes[o].IsEmpty && isWanted(o))
                scores[o] = Math.Max(scores[o], EvidenceScore.Of(scene, boxes[o], o + 1));
        });
    }
}
