using Cellulus.Engine;

namespace Cellulus;

/// <summary>An object cut out of its image, with the blur about it, to be put elsewhere. Buffers of one thread.</summary>
internal sealed class ObjectCutout
{
    /// <summary>Beyond the border an object's blur comes along for this many pixels, fading.</summary>
    private const int Halo = 2;

    /// <summary>Share of its surroundings that must be background: what is cut out of a crowd has edges that no cell has.</summary>
    private const double LeastFree = 0.7;

    private readonly List<Pixel> _pixels = [];
    private readonly float[] _values;
    private readonly ImageShape _grid;
    private LabelledImage? _image;
    private CropPlacement _placement;

    /// <param name="grid">Extent of the grid that objects are cut out on; it holds an object and its blur.</param>
    /// <param name="channels">Channels of the images.</param>
    public ObjectCutout(ImageShape grid, int channels)
    {
        _grid = grid;
        _values = new float[channels];
    }

    /// <summary>The place in the grid where objects have their centre.</summary>
    public PixelPosition Centre => new((_grid.Width - 1) / 2.0, (_grid.Height - 1) / 2.0, (_grid.Depth - 1) / 2.0);

    /// <summary>Pixels of the object and of its blur.</summary>
    public IReadOnlyList<Pixel> Pixels => _pixels;

    /// <summary>Cuts out an object, turned and mirrored.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="image">Its image.</param>
    /// <param name="centre">Its centre.</param>
    /// <returns>Whether it is fit to be put elsewhere: whole, and with little else about it.</returns>
    public bool Take(Philox random, LabelledImage image, PixelPosition centre)
    {
        _image = image;
        _placement = new CropPlacement(_grid, centre.Z, centre.Y, centre.X, 2 * Math.PI * random.NextDouble(), scale: 1, flips: random.NextInt(8));
        _pixels.Clear();
        int label = image.LabelAt(centre.Z, centre.Y, centre.X), beside = 0, free = 0;
        for (int z = 0; z < _grid.Depth; z++)
            for (int y = 0; y < _grid.Height; y++)
                for (int x = 0; x < _grid.Width; x++)
                {
                    (double sz, double sy, double sx) = Source(z, y, x);
                    int here = image.LabelAt(sz, sy, sx);
                    if (here == label)
                    {
                        if (IsAtBorder(image.Image.Shape, sz, sy, sx))
                            return false;
                        _pixels.Add(new Pixel(z, y, x, 1, IsObject: true));
                    }
                    else if (DistanceTo(label, sz, sy, sx) is var distance and <= Halo)
                    {
                        beside++;
                        if (here != 0)
                            continue;
                        free++;
                        _pixels.Add(new Pixel(z, y, x, 1 - distance / (Halo + 1f), IsObject: false));
                    }
                }
        return free >= LeastFree * beside;
    }

    /// <summary>How much brighter or darker than the background a pixel is, for each channel.</summary>
    public ReadOnlySpan<float> ContrastOf(Pixel pixel)
    {
        (double z, double y, double x) = Source(pixel.Z, pixel.Y, pixel.X);
        Interpolation.Linear(_image!.Image, z, y, x, _values);
        for (int channel = 0; channel < _values.Length; channel++)
            _values[channel] = pixel.Weight * (_values[channel] - _image.Background[channel]);
        return _values;
    }

    private static bool IsAtBorder(ImageShape shape, double z, double y, double x) =>
        y < 1 || x < 1 || y > shape.Height - 2 || x > shape.Width - 2 || (shape.Depth > 1 && (z < 1 || z > shape.Depth - 2));

    private (double Z, double Y, double X) Source(int z, int y, int x) => _placement.Source(z, y, x, volume: _image!.Image.Depth > 1);

    private int DistanceTo(int label, double z, double y, double x)
    {
        for (int distance = 1; distance <= Halo; distance++)
            if (_image!.LabelAt(z, y, x - distance) == label || _image.LabelAt(z, y, x + distance) == label
                || _image.LabelAt(z, y - distance, x) == label || _image.LabelAt(z, y + distance, x) == label
                || _image.LabelAt(z - distance, y, x) == label || _image.LabelAt(z + distance, y, x) == label)
                return distance;
        return int.MaxValue;
    }

    /// <summary>A pixel of the cutout.</summary>
    /// <param name="Z">Slice of the grid.</param>
    /// <param name="Y">Row.</param>
    /// <param name="X">Column.</param>
    /// <param name="Weight">Share of its contrast that comes along.</param>
    /// <param name="IsObject">Whether it belongs to the object, not to its blur.</param>
    public readonly record struct Pixel(int Z, int Y, int X, float Weight, bool IsObject);
}
