using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Pastes believed objects beside others of a crop, so that they touch or overlap a little (Ghiasi et al.: "Simple Copy-Paste", 2021).
/// Cells that touch are rarely believed, whole ones often are: this way borders between cells are learned from pairs of which
/// both parts are known. Buffers of one thread.
/// </summary>
internal sealed class ObjectPaster
{
    /// <summary>Objects pasted into a crop at most; any number up to it is as likely.</summary>
    private const int MostObjects = 3;

    /// <summary>Pixels looked at to find an object beside which to paste.</summary>
    private const int Tries = 10;

    /// <summary>Of the way from first contact to the neighbour's centre an object goes up to this share.</summary>
    private const double MostOverlap = 0.15;

    /// <summary>Share of a pasted object that may lie on others or where nothing is known.</summary>
    private const double MostTaken = 0.35;

    private readonly ImageShape _crop, _labelled;
    private readonly (int Z, int Y, int X) _margin;
    private readonly ObjectCutout _cutout;
    private readonly HashSet<int> _changed = [];

    /// <param name="crop">Extent of a crop.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="labelled">Extent of the labels in its middle.</param>
    public ObjectPaster(ImageShape crop, int channels, ImageShape labelled)
    {
        (_crop, _labelled, _margin) = (crop, labelled, ObjectCropSampler.Margin(crop, labelled));
        _cutout = new ObjectCutout(crop, channels);
    }

    /// <summary>Labels that were pasted into the last crop, and of those that lie under them.</summary>
    public IReadOnlyCollection<int> Changed => _changed;

    /// <summary>Pastes objects of the crop's image.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="crop">Shows them then.</param>
    /// <param name="labels">Labels of its middle, order (z, y, x); gain theirs.</param>
    /// <param name="centres">Centres of its objects; gain theirs.</param>
    public void Paste(Philox random, FeatureMap crop, Span<int> labels, CropCentres centres)
    {
        _changed.Clear();
        for (int left = random.NextInt(MostObjects + 1); left > 0; left--)
            PasteOne(random, crop, labels, centres);
    }

    private void PasteOne(Philox random, FeatureMap crop, Span<int> labels, CropCentres centres)
    {
        int neighbour = 0;
        for (int tries = 0; tries < Tries && neighbour <= 0; tries++)
            neighbour = labels[random.NextInt(labels.Length)];
        if (neighbour <= 0)
            return;
        IReadOnlyList<PixelPosition> objects = centres.Image.Objects;
        PixelPosition own = objects[random.NextInt(objects.Count)], at = _cutout.Centre;
        bool over = random.NextInt(2) == 0;
        if (!_cutout.Take(random, centres.Image, own) || Beside(random, labels, neighbour, centres.Of(neighbour)) is not { } shift || !HasRoom(labels, shift))
            return;
        Add(crop, labels, shift, centres.Add(new PixelPosition(at.X + shift.X, at.Y + shift.Y, at.Z + shift.Z)), over, centres.Image.Background);
    }

    /// <summary>A shift of the cutout to a place where it touches an object, coming from any side; none if they do not meet.</summary>
    private (int Z, int Y, int X)? Beside(Philox random, ReadOnlySpan<int> labels, int neighbour, PixelPosition centre)
    {
        (double dy, double dx) = Math.SinCos(2 * Math.PI * random.NextDouble());
        double dz = _crop.Depth > 1 ? 2 * random.NextDouble() - 1 : 0, flat = Math.Sqrt(1 - dz * dz);
        (dy, dx) = (dy * flat, dx * flat);
        double overlap = MostOverlap * random.NextDouble();
        PixelPosition from = _cutout.Centre;
        for (int distance = _crop.Width / 2; distance > 0; distance--)
            if (Meets(labels, Shift(distance), neighbour))
                return Shift(distance * (1 - overlap));
        return null;

        (int, int, int) Shift(double distance) =>
            ((int)Math.Round(centre.Z + dz * distance - from.Z), (int)Math.Round(centre.Y + dy * distance - from.Y), (int)Math.Round(centre.X + dx * distance - from.X));
    }

    private bool Meets(ReadOnlySpan<int> labels, (int Z, int Y, int X) shift, int neighbour)
    {
        foreach (ObjectCutout.Pixel pixel in _cutout.Pixels)
            if (pixel.IsObject && LabelIndex(pixel, shift) is var i and >= 0 && labels[i] == neighbour)
                return true;
        return false;
    }

    private bool HasRoom(ReadOnlySpan<int> labels, (int Z, int Y, int X) shift)
    {
        int taken = 0, all = 0;
        foreach (ObjectCutout.Pixel pixel in _cutout.Pixels)
            if (pixel.IsObject)
                (all, taken) = (all + 1, taken + (LabelIndex(pixel, shift) is var i and >= 0 && labels[i] != 0 ? 1 : 0));
        return taken <= MostTaken * all;
    }

    private void Add(FeatureMap crop, Span<int> labels, (int Z, int Y, int X) shift, int label, bool over, ReadOnlySpan<float> background)
    {
        foreach (ObjectCutout.Pixel pixel in _cutout.Pixels)
        {
            (int z, int y, int x) = (pixel.Z + shift.Z, pixel.Y + shift.Y, pixel.X + shift.X);
            if ((uint)z >= (uint)_crop.Depth || (uint)y >= (uint)_crop.Height || (uint)x >= (uint)_crop.Width)
                continue;
            ReadOnlySpan<float> contrast = _cutout.ContrastOf(pixel);
            Span<float> values = crop.Row(z, y).Slice(x * crop.Channels, contrast.Length);
            // The stronger of two shows, not their sum: overlaps would give themselves away, and cells of a layer have none.
            for (int channel = 0; channel < contrast.Length; channel++)
                if (Math.Abs(contrast[channel]) > Math.Abs(values[channel] - background[channel]))
                    values[channel] = background[channel] + contrast[channel];
            if (!pixel.IsObject || LabelIndex(pixel, shift) is not (var i and >= 0) || (labels[i] != 0 && !over))
                continue;
            if (labels[i] > 0)
                _changed.Add(labels[i]);
            labels[i] = label;
        }
        _changed.Add(label);
    }

    private int LabelIndex(ObjectCutout.Pixel pixel, (int Z, int Y, int X) shift)
    {
        (int z, int y, int x) = (pixel.Z + shift.Z - _margin.Z, pixel.Y + shift.Y - _margin.Y, pixel.X + shift.X - _margin.X);
        return (uint)z < (uint)_labelled.Depth && (uint)y < (uint)_labelled.Height && (uint)x < (uint)_labelled.Width
            ? _labelled.IndexOf(z, y, x) : -1;
    }
}
