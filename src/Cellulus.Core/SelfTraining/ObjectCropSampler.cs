using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Cuts crops with their labels, turned, scaled and mirrored. Half of the crops lie about an object, the others anywhere. An
/// object's centre is mapped as its pixels are, so one that the crop cuts keeps its true centre.
/// </summary>
internal sealed class ObjectCropSampler
{
    private const double MinScale = 0.8, MaxScale = 1.25, AboutObjects = 0.5;

    private readonly IReadOnlyList<LabelledImage> _images;
    private readonly CropPlaces _places;
    private readonly (int Image, PixelPosition Centre)[] _objects;
    private readonly ImageShape _crop, _output;

    /// <param name="images">Images with at least one object among them.</param>
    /// <param name="crop">Extent of a crop.</param>
    /// <param name="output">Extent of what the network says of it.</param>
    public ObjectCropSampler(IReadOnlyList<LabelledImage> images, ImageShape crop, ImageShape output)
    {
        (_images, _crop, _output) = (images, crop, output);
        _places = new CropPlaces([.. images.Select(i => i.Image)], output);
        _objects = [.. images.SelectMany((image, i) => image.Objects.Select(centre => (i, centre)))];
    }

    /// <summary>Draws one crop.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="target">Takes the crop, channels last.</param>
    /// <param name="labels">Takes the labels of the output pixels, order (z, y, x).</param>
    /// <returns>The image and where in it the crop lies.</returns>
    public (LabelledImage Image, CropPlacement Placement) Sample(Philox random, FeatureMap target, Span<int> labels)
    {
        (int index, double z, double y, double x) = _places.Draw(random);
        if (random.NextDouble() < AboutObjects)
        {
            (index, PixelPosition centre) = _objects[random.NextInt(_objects.Length)];
            (z, y, x) = (Near(random, centre.Z, _output.Depth), Near(random, centre.Y, _output.Height), Near(random, centre.X, _output.Width));
        }
        double angle = 2 * Math.PI * random.NextDouble(), scale = MinScale + (MaxScale - MinScale) * random.NextDouble();
        var placement = new CropPlacement(_crop, z, y, x, angle, scale, flips: random.NextInt(8));
        LabelledImage image = _images[index];
        FillPixels(image.Image, placement, target);
        FillLabels(image, placement, labels);
        return (image, placement);
    }

    private static double Near(Philox random, double centre, int side) => centre + (random.NextDouble() - 0.5) * (side - 1) / 2;

    private void FillPixels(MicroscopyImage image, CropPlacement placement, FeatureMap target)
    {
        bool volume = image.Depth > 1;
        for (int z = 0, at = 0; z < _crop.Depth; z++)
        {
            for (int y = 0; y < _crop.Height; y++)
            {
                for (int x = 0; x < _crop.Width; x++, at += image.Channels)
                {
                    (double sz, double sy, double sx) = placement.Source(z, y, x, volume);
                    Interpolation.Linear(image, sz, sy, sx, target.Values.Slice(at, image.Channels));
                }
            }
        }
    }

    private void FillLabels(LabelledImage image, CropPlacement placement, Span<int> labels)
    {
        bool volume = image.Image.Depth > 1;
        (int mz, int my, int mx) = Margin(_crop, _output);
        for (int z = 0, at = 0; z < _output.Depth; z++)
        {
            for (int y = 0; y < _output.Height; y++)
            {
                for (int x = 0; x < _output.Width; x++, at++)
                {
                    (double sz, double sy, double sx) = placement.Source(z + mz, y + my, x + mx, volume);
                    labels[at] = image.LabelAt(sz, sy, sx);
                }
            }
        }
    }

    /// <summary>Where the output begins in a crop.</summary>
    public static (int Z, int Y, int X) Margin(ImageShape crop, ImageShape output) =>
        ((crop.Depth - output.Depth) / 2, (crop.Height - output.Height) / 2, (crop.Width - output.Width) / 2);
}
