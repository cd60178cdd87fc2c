namespace Cellulus.Imaging;

/// <summary>Pictures of what goes into a segmentation and what comes out, for people to look at.</summary>
public static class Pictures
{
    /// <summary>The image with stretched contrast; several channels are composed to colours.</summary>
    /// <param name="image">The image.</param>
    /// <param name="options">How it looks.</param>
    public static Picture Image(MicroscopyImage image, PictureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        options ??= new PictureOptions();
        return Show(ChannelComposer.Compose(image, options), image.Shape, options, (_, _, _) => { });
    }

    /// <summary>The image with the outlines of the objects drawn in colour; objects that touch have clearly different colours.</summary>
    /// <param name="image">The image.</param>
    /// <param name="labels">The objects; of the same extent as the image.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="ArgumentException">Image and labels differ in extent.</exception>
    public static Picture Overlay(MicroscopyImage image, LabelImage labels, PictureOptions? options = null)
    {
        CheckSameShape(image, labels);
        options ??= new PictureOptions();
        IReadOnlyList<LabelPainter> painters = Painters(labels, options, options.OutlineColor);
        return Show(ChannelComposer.Compose(image, options), image.Shape, options,
            (i, canvas, factor) => painters[i].Outline(canvas, factor));
    }

    /// <summary>The objects, each filled with its colour; objects that touch have clearly different colours.</summary>
    /// <param name="labels">The objects.</param>
    /// <param name="options">How it looks.</param>
    public static Picture Labels(LabelImage labels, PictureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        options ??= new PictureOptions();
        IReadOnlyList<LabelPainter> painters = Painters(labels, options, color: null);
        IReadOnlyList<Canvas> sheets = [.. painters.Select(_ => new Canvas(labels.Shape.Width, labels.Shape.Height))];
        return Show(sheets, labels.Shape, options, (i, canvas, factor) => painters[i].Fill(canvas, factor, share: 1));
    }

    /// <summary>The objects filled with their colours and laid over the image, outlined.</summary>
    /// <param name="labels">The objects.</param>
    /// <param name="image">The image; of the same extent as the labels.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="ArgumentException">Image and labels differ in extent.</exception>
    public static Picture Labels(LabelImage labels, MicroscopyImage image, PictureOptions? options = null)
    {
        CheckSameShape(image, labels);
        options ??= new PictureOptions();
        IReadOnlyList<LabelPainter> painters = Painters(labels, options, color: null);
        return Show(ChannelComposer.Compose(image, options), labels.Shape, options, (i, canvas, factor) =>
        {
            painters[i].Fill(canvas, factor, options.Opacity);
            painters[i].Outline(canvas, factor);
        });
    }

    /// <summary>The uncertainty of the embedding: dark violet where the model is sure (objects), yellow where it is not.</summary>
    /// <param name="field">What a model says about the image.</param>
    /// <param name="options">How it looks; the percentiles are those of the uncertainty.</param>
    public static Picture Uncertainty(EmbeddingField field, PictureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(field);
        options ??= new PictureOptions();
        ContrastStretch stretch = ContrastStretch.Fit(field.Uncertainty, options);
        return ShowField(field, options, voxel => ColorMap.Of(stretch.Map(field.Uncertainty[voxel])));
    }

    /// <summary>
    /// The offsets in the plane, less their median over the surest tenth of the pixels, which lie in objects: the hue tells the direction
    /// in which the model sees the
    /// object's centre, brightness how far (full at one object radius). A well-trained model paints each object as a colour wheel.
    /// </summary>
    /// <param name="field">What a model says about the image.</param>
    /// <param name="options">How it looks; percentiles do not matter here.</param>
    public static Picture Directions(EmbeddingField field, PictureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(field);
        options ??= new PictureOptions();
        (float centreX, float centreY) = Centre(field);
        double radius = field.ObjectDiameter / 2;
        return ShowField(field, options, voxel =>
            DirectionWheel.ColorOf((field.GetOffsets(0)[voxel] - centreX) / radius, (field.GetOffsets(1)[voxel] - centreY) / radius));
    }

    // Paints each picture of the view on its enlarged canvas and puts them together.
    private static Picture Show(IReadOnlyList<Canvas> canvases, ImageShape shape, PictureOptions options, Action<int, Canvas, int> paint)
    {
        int factor = Enlargement.Factor(options, shape, canvases.Count);
        var pictures = new Picture[canvases.Count];
        for (int i = 0; i < pictures.Length; i++)
        {
            Canvas canvas = Enlargement.Enlarge(canvases[i], factor);
            paint(i, canvas, factor);
            pictures[i] = canvas.ToPicture();
        }
        return PictureLayout.Grid(pictures);
    }

    private static Picture ShowField(EmbeddingField field, PictureOptions options, Func<int, RgbColor> colorOf)
    {
        IReadOnlyList<int[]> selections = VoxelSelection.Select(field.Shape, options.View, (a, b) => field.Uncertainty[a] < field.Uncertainty[b]);
        var canvases = new Canvas[selections.Count];
        for (int i = 0; i < canvases.Length; i++)
        {
            canvases[i] = new Canvas(field.Shape.Width, field.Shape.Height);
            for (int pixel = 0; pixel < selections[i].Length; pixel++)
                canvases[i].Set(pixel, colorOf(selections[i][pixel]));
        }
        return Show(canvases, field.Shape, options, (_, _, _) => { });
    }

    private static IReadOnlyList<LabelPainter> Painters(LabelImage labels, PictureOptions options, RgbColor? color)
    {
        Func<int, RgbColor> colorOf = color is { } same ? _ => same : new LabelColors(labels).Of;
        IReadOnlyList<int[]> selections = VoxelSelection.Select(labels.Shape, options.View, (a, b) => labels.Labels[b] == 0 && labels.Labels[a] != 0);
        return [.. selections.Select(voxels => new LabelPainter(Array.ConvertAll(voxels, v => labels.Labels[v]), labels.Shape.Width, colorOf))];
    }

    // Offsets are known up to one constant, which is the one of the objects; the background has another.
    private static (float X, float Y) Centre(EmbeddingField field)
    {
        int[] surest = [.. Enumerable.Range(0, field.Uncertainty.Length)];
        Array.Sort(field.Uncertainty.ToArray(), surest);
        surest = surest[..((surest.Length + 9) / 10)];
        return (Median(field.GetOffsets(0), surest), Median(field.GetOffsets(1), surest));
    }

    private static float Median(ReadOnlySpan<float> values, int[] voxels)
    {
        float[] sorted = new float[voxels.Length];
        for (int i = 0; i < sorted.Length; i++)
            sorted[i] = values[voxels[i]];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    private static void CheckSameShape(MicroscopyImage image, LabelImage labels)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(labels);
        if (image.Shape != labels.Shape)
            throw new ArgumentException($"The labels are {labels.Shape}, the image is {image.Shape}; they must have the same extent.", nameof(labels));
    }
}
