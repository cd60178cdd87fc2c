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
    private readonly double[] _cumulativePixels;
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
        _cumulativePixels = new double[images.Count];
        double sum = 0;
        for (int i = 0; i < images.Count; i++)
            _cumulativePixels[i] = sum += images[i].Shape.PixelCount;
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
            MicroscopyImage image = _images[PickImage(random)];
            Fill(image, Place(random, image), bend, random, target);
            if (target.Values.ContainsAnyExcept(target.Values[0]))
                return;
        }
        throw new TrainingException($"{Attempts} crops in a row had no contrast at all; the images seem to be empty. Check the channel and the file.");
    }

    /// <summary>The deformation of one thread's crops.</summary>
    public ElasticField CreateBend() => new(_crop, ControlSpacing);

    private CropPlacement Place(Philox random, MicroscopyImage image)
    {
        double centerZ = Center(random, image.Depth, _crop.Depth), centerY = Center(random, image.Height, _crop.Height);
        double centerX = Center(random, image.Width, _crop.Width);
        if (!_augment)
            return CropPlacement.Unturned(_crop, centerZ, centerY, centerX);
        double angle = random.NextDouble() * Math.PI / 2, scale = MinScale + (MaxScale - MinScale) * random.NextDouble();
        return new CropPlacement(_crop, centerZ, centerY, centerX, angle, scale, flips: random.NextInt(8));
    }

    private int PickImage(Philox random)
    {
        double at = random.NextDouble() * _cumulativePixels[^1];
        int index = Array.BinarySearch(_cumulativePixels, at);
        return Math.Min(index < 0 ? ~index : index + 1, _images.Count - 1);
    }

    /// <summary>Centre of a crop along one axis, so that an unturned crop stays inside where it fits.</summary>
    private static double Center(Philox random, int side, int crop)
    {
        double share = random.NextDouble();
        return side <= crop ? (side - 1) / 2.0 : (crop - 1) / 2.0 + share * (side - crop);
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
                    Interpolate(image, sz, sy, sx, values.Slice(at, channels));
                }
            }
        }
    }

    // Linear interpolation between the eight (four) neighbours, mirrored outside.
    private static void Interpolate(MicroscopyImage image, double z, double y, double x, Span<float> values)
    {
        (int z0, int z1, float fz) = Neighbours(z, image.Depth);
        (int y0, int y1, float fy) = Neighbours(y, image.Height);
        (int x0, int x1, float fx) = Neighbours(x, image.Width);
        ImageShape shape = image.Shape;
        int a = shape.IndexOf(z0, y0, x0), b = shape.IndexOf(z0, y0, x1), c = shape.IndexOf(z0, y1, x0), d = shape.IndexOf(z0, y1, x1);
        for (int channel = 0; channel < values.Length; channel++)
        {
            ReadOnlySpan<float> pixels = image.GetChannel(channel);
            float value = Mix(Mix(pixels[a], pixels[b], fx), Mix(pixels[c], pixels[d], fx), fy);
            if (z1 != z0)
            {
                int slice = (z1 - z0) * shape.Height * shape.Width;
                float next = Mix(Mix(pixels[a + slice], pixels[b + slice], fx), Mix(pixels[c + slice], pixels[d + slice], fx), fy);
                value = Mix(value, next, fz);
            }
            values[channel] = value;
        }
    }

    private static (int Low, int High, float Fraction) Neighbours(double position, int length)
    {
        int low = (int)Math.Floor(position);
        return (MirrorPadding.Reflect(low, length), MirrorPadding.Reflect(low + 1, length), (float)(position - low));
    }

    private static float Mix(float a, float b, float share) => a + (b - a) * share;
}
