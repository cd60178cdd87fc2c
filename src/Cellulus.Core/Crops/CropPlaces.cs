namespace Cellulus;

/// <summary>Draws where crops lie: an image by its size, then a place in it.</summary>
internal sealed class CropPlaces
{
    private readonly IReadOnlyList<MicroscopyImage> _images;
    private readonly ImageShape _extent;
    private readonly double[] _cumulativePixels;

    /// <param name="images">Images.</param>
    /// <param name="extent">What of an unturned crop is to stay inside its image, where it fits.</param>
    public CropPlaces(IReadOnlyList<MicroscopyImage> images, ImageShape extent)
    {
        _images = images;
        _extent = extent;
        _cumulativePixels = new double[images.Count];
        double sum = 0;
        for (int i = 0; i < images.Count; i++)
            _cumulativePixels[i] = sum += images[i].Shape.PixelCount;
    }

    /// <summary>Draws an image and the centre of a crop in it.</summary>
    public (int Image, double Z, double Y, double X) Draw(Philox random)
    {
        int index = PickImage(random);
        MicroscopyImage image = _images[index];
        double z = Center(random, image.Depth, _extent.Depth), y = Center(random, image.Height, _extent.Height);
        return (index, z, y, Center(random, image.Width, _extent.Width));
    }

    private int PickImage(Philox random)
    {
        double at = random.NextDouble() * _cumulativePixels[^1];
        int index = Array.BinarySearch(_cumulativePixels, at);
        return Math.Min(index < 0 ? ~index : index + 1, _images.Count - 1);
    }

    private static double Center(Philox random, int side, int extent)
    {
        double share = random.NextDouble();
        return side <= extent ? (side - 1) / 2.0 : (extent - 1) / 2.0 + share * (side - extent);
    }
}
