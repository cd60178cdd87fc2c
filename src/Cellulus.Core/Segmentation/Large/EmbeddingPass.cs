namespace Cellulus;

/// <summary>
/// Embeds an image window by window into scratch files: reads what a window depends on, normalises, rescales, runs the model. Windows
/// that are there already are left alone.
/// </summary>
internal sealed class EmbeddingPass(
    NormalizedSource image, PixelSize? pixelSize, IRegionEmbeddingModel model, BoxGrid windows, EmbeddingOptions options, ScratchFolder scratch)
{
    private readonly RegionRescaling _rescaling = new(image.Shape, windows.Shape);
    private readonly TileStore<float> _tiles = new(scratch, "embedding", windows, windows.Shape.Rank + 1);
    private double[] _facts = [];

    /// <summary>Windows to embed.</summary>
    public int Windows => windows.Count;

    /// <summary>Windows that were there already.</summary>
    public int Resumed { get; private set; }

    /// <summary>Whether the rescaled image is the same everywhere.</summary>
    public bool IsConstant { get; private set; } = true;

    public StreamedField Run(StageExecution execution)
    {
        var ranges = Enumerable.Range(0, image.Channels).Select(_ => new ValueRange()).ToArray();
        for (int window = 0; window < windows.Count; window++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            StageExecution part = execution.Part((double)window / windows.Count, (window + 1.0) / windows.Count);
            int index = window;
            bool isThere = true;
            // The tile is written first: when its facts are there, it is too.
            _facts = scratch.Recall($"embedding-{window:000000}", () =>
            {
                isThere = false;
                return Embed(index, part);
            });
            Resumed += isThere ? 1 : 0;
            for (int c = 0; c < ranges.Length; c++)
                ranges[c].Include([(float)_facts[1 + 2 * c], (float)_facts[2 + 2 * c]]);
            part.Progress?.Report(1);
        }
        IsConstant = ranges.All(r => r.IsConstant);
        return new StreamedField(_tiles, _facts[0], new FieldTraits(_facts[^3] != 0, _facts[^2], _facts[^1]));
    }

    /// <summary>Embeds one window.</summary>
    /// <returns>Object diameter in px of the field, then the least and the greatest value of each channel, last the traits of the
    /// field.</returns>
    private double[] Embed(int window, StageExecution execution)
    {
        GridBox region = windows[window];
        ImageWindow part = Read(GridBox.From(model.ContextOf(region.ToPixelBox(), windows.Shape)), execution);
        EmbeddingField field = model.EmbedRegion(part, region.ToPixelBox(), options, execution);
        if (field.Shape != region.Shape)
            throw new CellulusException($"{model.GetType().Name} returned a field of {field.Shape} pixels for a region of {region.Shape}; a model must keep the grid.");
        _tiles.Write(window, Join(field));
        double[] facts = new double[4 + 2 * image.Channels];
        facts[0] = field.ObjectDiameter;
        (facts[^3], facts[^2], facts[^1]) = (field.HasBorders ? 1 : 0, field.TypicalConfidence, field.RelativeBandwidth);
        for (int c = 0; c < image.Channels; c++)
        {
            var range = new ValueRange();
            range.Include(part.Image.GetChannel(c));
            (facts[1 + 2 * c], facts[2 + 2 * c]) = (range.Least, range.Greatest);
        }
        return facts;
    }

    /// <summary>A part of the rescaled image, with the values it has in the whole.</summary>
    private ImageWindow Read(GridBox box, StageExecution execution)
    {
        GridBox source = _rescaling.SourceOf(box);
        float[] values = _rescaling.Resample(image.Read(source, execution.CancellationToken), image.Channels, source, box, execution with { Progress = null });
        PixelSize? size = Rescaling.Scale(pixelSize, image.Shape, windows.Shape);
        return new ImageWindow(MicroscopyImage.Adopt(values, box.Shape, image.Channels, size), box.ToPixelBox(), windows.Shape);
    }

    private static float[] Join(EmbeddingField field)
    {
        int length = field.Uncertainty.Length;
        var values = new float[(field.Components + 1) * length];
        for (int c = 0; c < field.Components; c++)
            field.GetOffsets(c).CopyTo(values.AsSpan(c * length));
        field.Uncertainty.CopyTo(values.AsSpan(field.Components * length));
        return values;
    }
}
