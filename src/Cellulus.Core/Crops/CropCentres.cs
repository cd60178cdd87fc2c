namespace Cellulus;

/// <summary>Where in a crop the objects have their centres: those of the image, and those pasted. Buffers of one thread.</summary>
internal sealed class CropCentres
{
    private readonly List<PixelPosition> _pasted = [];
    private CropPlacement _placement;
    private LabelledImage? _image;

    public LabelledImage Image => _image ?? throw new InvalidOperationException("No crop was drawn.");

    /// <summary>Begins a crop.</summary>
    public void Begin(LabelledImage image, CropPlacement placement)
    {
        (_image, _placement) = (image, placement);
        _pasted.Clear();
    }

    /// <summary>Notes the centre of a pasted object.</summary>
    /// <returns>Its label, above all of the image.</returns>
    public int Add(PixelPosition centre)
    {
        _pasted.Add(centre);
        return Image.Labels.MaxLabel + _pasted.Count;
    }

    /// <summary>Centre of an object in pixels of the crop; may lie outside.</summary>
    public PixelPosition Of(int label)
    {
        if (label > Image.Labels.MaxLabel)
            return _pasted[label - Image.Labels.MaxLabel - 1];
        PixelPosition centre = Image.CentreOf(label);
        (double z, double y, double x) = _placement.Target(centre.Z, centre.Y, centre.X, volume: Image.Image.Depth > 1);
        return new PixelPosition(x, y, z);
    }
}
