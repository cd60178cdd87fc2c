using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>
/// Averages what a model says of an image and of its mirror images: cells look the same from any side, a network's mistakes do not.
/// Segments better than
/// the model alone, at as many times the work. Immutable.
/// </summary>
/// <example><c>var segmenter = new CellSegmenter(new MirroredModel(model));</c></example>
public sealed class MirroredModel : IRegionEmbeddingModel
{
    private readonly IRegionEmbeddingModel _model;
    private readonly MirrorView[] _views;

    /// <summary>Looks at images from several sides.</summary>
    /// <param name="model">The model; not disposed of here.</param>
    /// <param name="views">
    /// How many views to average: 1 (the image itself), 2 (mirrored along x), 4 (along y, too) or 8 (planes across the diagonal, volumes
    /// along z, too). Default 8.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of views.</exception>
    public MirroredModel(IRegionEmbeddingModel model, int views = MirrorView.Count)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (views is not (1 or 2 or 4 or MirrorView.Count))
            throw new ArgumentOutOfRangeException(nameof(views), views, "The number of views is 1, 2, 4 or 8.");
        _model = model;
        _views = [.. Enumerable.Range(0, views).Select(i => new MirrorView(i, model.Description.Rank))];
    }

    /// <summary>Views that are averaged.</summary>
    public int Views => _views.Length;

    /// <inheritdoc/>
    public EmbeddingModelDescription Description => _model.Description;

    /// <inheritdoc/>
    public string Fingerprint => $"{_model.Fingerprint} x {Views}";

    /// <inheritdoc/>
    public int Alignment => _model.Alignment;

    /// <inheritdoc/>
    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        var window = ImageWindow.Of(image);
        return Average(window, GridBox.Of(image.Shape), execution, (view, _, part) => _model.Embed(view.Image, options, part));
    }

    /// <inheritdoc/>
    public EmbeddingField EmbedRegion(ImageWindow image, PixelBox region, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Average(image, GridBox.From(region), execution, (view, place, part) => _model.EmbedRegion(view, place.ToPixelBox(), options, part));
    }

    /// <inheritdoc/>
    public PixelBox ContextOf(PixelBox region, ImageShape whole)
    {
        GridBox context = GridBox.Empty;
        foreach (MirrorView view in _views)
        {
            GridBox seen = GridBox.From(_model.ContextOf(Place(view, GridBox.From(region), whole).ToPixelBox(), view.Of(whole)));
            context = context.Union(view.Back(seen, whole));
        }
        return context.ToPixelBox();
    }

    /// <inheritdoc/>
    public long EstimateMemory(ImageShape region, EmbeddingOptions options, int threads)
    {
        // A mirrored region is cut where the model allows it, and its image and field are copies.
        int more = 2 * Alignment;
        var largest = new ImageShape(region.Depth > 1 ? region.Depth + more : 1, region.Height + more, region.Width + more);
        long copies = largest.PixelCount * (Description.Channels + Description.Rank + 1) * sizeof(float);
        return Views == 1 ? _model.EstimateMemory(region, options, threads) : _model.EstimateMemory(largest, options, threads) + 2 * copies;
    }

    private EmbeddingField Average(
        ImageWindow image, GridBox region, StageExecution execution, Func<ImageWindow, GridBox, StageExecution, EmbeddingField> embed)
    {
        ArgumentNullException.ThrowIfNull(execution);
        EmbeddingField first = embed(image, region, execution.Part(0, 1.0 / Views));
        if (Views == 1)
            return first;
        var uncertainty = new float[first.Uncertainty.Length];
        var offsets = new float[first.Components * uncertainty.Length];
        _views[0].Add(first, region, region, image.Whole, offsets, uncertainty);
        for (int v = 1; v < Views; v++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            GridBox place = Place(_views[v], region, image.Whole);
            _views[v].Add(
                embed(_views[v].Of(image), place, execution.Part((double)v / Views, (v + 1.0) / Views)), place, region, image.Whole, offsets, uncertainty);
        }
        TensorPrimitives.Divide(offsets, Views, offsets);
        TensorPrimitives.Divide(uncertainty, Views, uncertainty);
        return new EmbeddingField(offsets, uncertainty, first.Shape, first.ObjectDiameter)
        {
            Traits = first.Traits,
        };
    }

    /// <summary>What the model is asked for: the mirrored region, as far as regions may begin and end.</summary>
    private GridBox Place(MirrorView view, GridBox region, ImageShape whole)
    {
        GridBox box = view.Of(region, whole);
        ImageShape grid = view.Of(whole);
        return new GridBox(Down(box.Z0), Down(box.Y0), Down(box.X0), Up(box.Z1, grid.Depth), Up(box.Y1, grid.Height), Up(box.X1, grid.Width));
    }

    private int Down(int position) => Multiples.Down(position, Alignment);

    private int Up(int position, int length) => Math.Min(length, Multiples.Up(position, Alignment));
}
