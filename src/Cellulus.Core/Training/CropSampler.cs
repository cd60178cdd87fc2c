using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Cuts training crops at random places, turned, scaled, mirrored and bent (elastic deformation on control points every 64
/// pixels, jitter 2 pixels). Images smaller than a crop continue by reflection. Crops without any contrast are drawn again.
/// </summary>
internal sealed class CropSampler
{
    private const int ControlSpacing = 64;
    private const double Jitter = 2, MinScale = 0.9, MaxScale = 1.1;
    private const int Attempts = 20;

    private readonly IReadOnlyList<MicroscopyImage> _images;
    private readonly CropPlaces _places;
    private readonly ImageShape _crop;
    private readonly bool _augment;

    /// <param name="images">Normalised and rescaled images.</param>
    /// <param name="crop">Extent of a crop.</param>
    /// <param name="augment">Whether to turn, scale, mirror and bend.</param>
    public CropSampler(IReadOnlyList<MicroscopyImage> images, ImageShape crop, bool augment)
    {
        _images = images;
        _crop = crop;
        _augment = augment;
        _places = new CropPlaces(images, crop);
    }

    /// <summary>Draws one crop into a map of the crop's extent, channels last.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="bend">Takes the crop's deformation; from <see cref="CreateBend"/>.</param>
    /// <param name="target">Takes the crop.</param>
    /// <exception cref="TrainingException">No crop with contrast was found.</exception>
    public void Sample(Philox random, ElasticField bend, FeatureMap target)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            (int image, double z, double y, double x) = _places.Draw(random);
            Fill(_images[image], Place(random, z, y, x), bend, random, target);
            if (target.Values.ContainsAnyExcept(target.Values[0]))
                return;
        }
        throw new TrainingException($"{Attempts} crops in a row had no contrast at all; the images seem to be empty. Check the channel and the file.");
    }

    /// <summary>The deformation of one thread's crops.</summary>
    public ElasticField CreateBend() => new(_crop, ControlSpacing);

    private CropPlacement Place(Philox random, double centerZ, double centerY, double centerX)
    {
        if (!_augment)
            return CropPlacement.Unturned(_crop, centerZ, centerY, centerX);
        double angle = random.NextDouble() * Math.PI / 2, scale = MinScale + (MaxScale - MinScale) * random.NextDouble();
        return new CropPlacement(_crop, centerZ, centerY, centerX, angle, scale, flips: random.NextInt(8));
    }

    private void Fill(MicroscopyImage image, CropPlacement placement, ElasticField bend, Philox random, FeatureMap target)
    {
        if (_augment)
            bend.Draw(random, Jitter);
        Span<float> values = target.Values;
        int channels = image.Channels;
        for (int z = 0, at = 0; z < _crop.Depth; z++)
        {
            for (int y = 0; y < _crop.Height; y++)
            {
                for (int x = 0; x < _crop.Width; x++, at += channels)
                {
                    (double sz, double sy, double sx) = placement.Source(z, y, x, volume: image.Depth > 1);
                    if (_augment)
                    {
                        (double dz, double dy, double dx) = bend.At(z, y, x);
                        (sz, sy, sx) = (sz + dz, sy + dy, sx + dx);
                    }
                    Interpolation.Linear(image, sz, sy, sx, values.Slice(at, channels));
                }
            }
        }
    }
}
