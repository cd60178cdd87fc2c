using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Cuts crops with their labels, turned, scaled, mirrored and, if wanted, bent. Half of the crops lie about an object, the others anywhere,
/// if nothing else is said. An object's centre is mapped as its pixels are, so one that the crop cuts keeps its true centre.
/// </summary>
internal sealed class ObjectCropSampler
{
    private const double MinScale = 0.8, MaxScale = 1.25, AboutObjects = 0.5;

    private readonly IReadOnlyList<LabelledImage> _images;
    private readonly CropPlaces _places;
    private readonly (int Image, PixelPosition Centre)[] _centres;
    private readonly ImageShape _crop, _output, _labelled;
    private readonly double _aboutObjects;

    /// <param name="images">Images with at least one object, or place that matters, among them.</param>
    /// <param name="crop">Extent of a crop.</param>
    /// <param name="output">Extent of what the network says of it.</param>
    /// <param name="aboutObjects">Share of the crops that lie about an object.</param>
    /// <param name="labelled">Extent of what of it gets labels. Default: the output.</param>
    public ObjectCropSampler(
        IReadOnlyList<LabelledImage> images, ImageShape crop, ImageShape output, double aboutObjects = AboutObjects, ImageShape? labelled = null)
    {
        (_images, _crop, _output, _aboutObjects, _labelled) = (images, crop, output, aboutObjects, labelled ?? output);
        _places = new CropPlaces([.. images.Select(i => i.Image)], output);
        _centres = [.. images.SelectMany((image, i) => image.Places.Select(centre => (i, centre)))];
    }

    /// <summary>Draws one crop.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="target">Takes the crop, channels last.</param>
    /// <param name="labels">Takes the labels of the labelled pixels, order (z, y, x).</param>
    /// <param name="bend">A deformation of the crop's extent; centres do not follow it.</param>
    /// <returns>The image and where in it the crop lies.</returns>
    public (LabelledImage Image, CropPlacement Placement) Sample(Philox random, FeatureMap target, Span<int> labels, ElasticField? bend = null)
    {
        (int index, double z, double y, double x) = _places.Draw(random);
        if (random.NextDouble() < _aboutObjects)
        {
            (index, PixelPosition centre) = _centres[random.NextInt(_centres.Length)];
            (z, y, x) = (Near(random, centre.Z, _output.Depth), Near(random, centre.Y, _output.Height), Near(random, centre.X, _output.Width));
        }
        double angle = 2 * Math.PI * random.NextDouble(), scale = MinScale + (MaxScale - MinScale) * random.NextDouble();
        var placement = new CropPlacement(_crop, z, y, x, angle, scale, flips: random.NextInt(8));
        LabelledImage image = _images[index];
        FillPixels(image.Image, placement, bend, target);
        FillLabels(image, placement, bend, labels);
        return (image, placement);
    }

    private static double Near(Philox random, double centre, int side) => centre + (random.NextDouble() - 0.5) * (side - 1) / 2;

    private void FillPixels(MicroscopyImage image, CropPlacement placement, ElasticField? bend, FeatureMap target)
    {
        bool volume = image.Depth > 1;
        for (int z = 0, at = 0; z < _crop.Depth; z++)
        {
            for (int y = 0; y < _crop.Height; y++)
            {
                for (int x = 0; x < _crop.Width; x++, at += image.Channels)
                {
                    (double sz, double sy, double sx) = Source(placement, bend, (z, y, x), volume);
                    Interpolation.Linear(image, sz, sy, sx, target.Values.Slice(at, image.Channels));
                }
            }
        }
    }

    private void FillLabels(LabelledImage image, CropPlacement placement, ElasticField? bend, Span<int> labels)
    {
        bool volume = image.Image.Depth > 1;
        (int mz, int my, int mx) = Margin(_crop, _labelled);
        for (int z = 0, at = 0; z < _labelled.Depth; z++)
        {
            for (int y = 0; y < _labelled.Height; y++)
            {
                for (int x = 0; x < _labelled.Width; x++, at++)
                {
                    (double sz, double sy, double sx) = Source(placement, bend, (z + mz, y + my, x + mx), volume);
                    labels[at] = image.LabelAt(sz, sy, sx);
                }
            }
        }
    }

    /// <summary>Where a pixel of a crop comes from.</summary>
    public static (double Z, double Y, double X) Source(CropPlacement placement, ElasticField? bend, (int Z, int Y, int X) at, bool volume)
    {
        (double z, double y, double x) = placement.Source(at.Z, at.Y, at.X, volume);
        (double dz, double dy, double dx) = bend?.At(at.Z, at.Y, at.X) ?? default;
        return (z + dz, y + dy, x + dx);
    }

    /// <summary>Where the output begins in a crop.</summary>
    public static (int Z, int Y, int X) Margin(ImageShape crop, ImageShape output) =>
        ((crop.Depth - output.Depth) / 2, (crop.Height - output.Height) / 2, (crop.Width - output.Width) / 2);
}
