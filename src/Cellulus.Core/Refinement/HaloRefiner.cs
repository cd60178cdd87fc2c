namespace Cellulus;

/// <summary>
/// Removes the halo that clusters have towards the background: the foreground as a whole grows, which joins neighbours, then
/// shrinks by more; labels stay where it remains (the reference's post-processing of cells). Borders between neighbours stay.
/// </summary>
public sealed class HaloRefiner : ISegmentationRefiner, IStreamedRefiner
{
    /// <summary>A refiner.</summary>
    /// <param name="options">Default: grow 3 px, shrink 6 px, in pixels of the network.</param>
    public HaloRefiner(HaloOptions? options = null) => Options = options ?? new HaloOptions();

    /// <summary>What the refiner was made with.</summary>
    public HaloOptions Options { get; }

    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(execution);
        int[] labels = input.Labels.Labels.ToArray();
        Shave(labels, input.Labels.Shape, input.PixelsPerNetworkPixel, execution);
        return LabelImage.Adopt(labels, input.Labels.Shape);
    }

    int IStreamedRefiner.ScratchBytesPerPixel => 4;

    string IStreamedRefiner.Describe() => $"{Options}";

    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution)
    {
        double scale = scene.PixelsPerNetworkPixel;
        int context = (int)Math.Ceiling((Options.Grow + Options.Shrink) * scale) + 2;
        return StreamedWindows.Refine(scene, labels, name, execution, (core, _) =>
        {
            GridBox box = scene.RequireWindow(core.Inflate(context, scene.Shape));
            int[] window = labels.Read(box, execution);
            Shave(window, box.Shape, scale, execution with { Progress = null });
            return box.Crop<int>(window, core);
        });
    }

    private void Shave(int[] labels, ImageShape shape, double scale, StageExecution execution)
    {
        var mask = new bool[labels.Length];
        for (int i = 0; i < mask.Length; i++)
            mask[i] = labels[i] == 0;
        int[] squared = DistanceTransform.SquaredToFalse(mask, shape, execution);
        double limit = Square(Options.Grow * scale);
        for (int i = 0; i < mask.Length; i++)
            mask[i] = labels[i] != 0 || squared[i] < limit;
        DistanceTransform.SquaredToFalse(mask, squared, shape, execution);
        limit = Square(Options.Shrink * scale);
        for (int i = 0; i < labels.Length; i++)
            if (squared[i] < limit)
                labels[i] = 0;
    }

    private static double Square(double value) => value * value;
}
