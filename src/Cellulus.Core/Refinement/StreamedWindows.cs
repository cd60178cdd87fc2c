namespace Cellulus;

/// <summary>Refines labels window by window into scratch files; windows that are there already are left alone.</summary>
internal static class StreamedWindows
{
    /// <param name="scene">Windows, scratch files.</param>
    /// <param name="labels">The labels before.</param>
    /// <param name="name">What the scratch files are called.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <param name="refine">Gives the labels of a window, from its place and number. No number larger than those before.</param>
    public static ILabelReader Refine(
        StreamedScene scene, ILabelReader labels, string name, StageExecution execution, Func<GridBox, int, int[]> refine)
    {
        var refined = new TileStore<int>(scene.Scratch, name, scene.Windows);
        for (int window = 0; window < scene.Windows.Count; window++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            if (!refined.Has(window))
                refined.Write(window, refine(scene.Windows[window], window));
            execution.Progress?.Report((window + 1.0) / scene.Windows.Count);
        }
        return new StoredLabels(refined, labels.MaxLabel);
    }
}
