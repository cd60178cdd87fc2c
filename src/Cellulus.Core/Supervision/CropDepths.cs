namespace Cellulus;

/// <summary>
/// How deep the pixels of a crop lie in their objects: as in the image, where the whole object is seen, and for objects that were pasted or
/// lie under those, as in the crop. Buffers of one thread.
/// </summary>
internal sealed class CropDepths
{
    private readonly ImageShape _crop;
    private readonly int[] _objects;
    private readonly float[] _depths;
    private readonly HashSet<int> _changed = [];
    private LabelledImage? _image;
    private CropPlacement _placement;
    private ElasticField? _bend;

    /// <param name="crop">Extent of a crop.</param>
    public CropDepths(ImageShape crop)
    {
        _crop = crop;
        _objects = new int[crop.PixelCount];
        _depths = new float[crop.PixelCount];
    }

    /// <summary>Begins a crop.</summary>
    /// <param name="image">Where it comes from.</param>
    /// <param name="placement">How it lies there.</param>
    /// <param name="bend">How it is bent.</param>
    public void Begin(LabelledImage image, CropPlacement placement, ElasticField? bend)
    {
        (_image, _placement, _bend) = (image, placement, bend);
        _changed.Clear();
    }

    /// <summary>Measures objects in the crop.</summary>
    /// <param name="labels">Labels of the whole crop.</param>
    /// <param name="changed">Which are no longer as in the image.</param>
    public void Change(ReadOnlySpan<int> labels, IReadOnlyCollection<int> changed)
    {
        _changed.UnionWith(changed);
        if (_changed.Count == 0)
            return;
        System.Numerics.Tensors.TensorPrimitives.Max<int>(labels, 0, _objects);
        BorderDepth.Measure(_objects, _crop, changed, _depths);
    }

    /// <summary>Depth of a pixel, 0 to 1.</summary>
    /// <param name="label">Its label, above 0.</param>
    /// <param name="at">Where it lies in the crop.</param>
    public float Of(int label, (int Z, int Y, int X) at)
    {
        if (_changed.Contains(label))
            return _depths[_crop.IndexOf(at.Z, at.Y, at.X)];
        LabelledImage image = _image ?? throw new InvalidOperationException("No crop was drawn.");
        (double z, double y, double x) = ObjectCropSampler.Source(_placement, _bend, at, volume: image.Image.Depth > 1);
        return image.DepthAt(z, y, x);
    }
}
