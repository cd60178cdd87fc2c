using System.Security.Cryptography;
using System.Runtime.InteropServices;

namespace Cellulus;

/// <summary>An image in memory as a source of regions, for tests and for hosts that have it there anyway.</summary>
public sealed class MemoryImageSource : IImageSource
{
    private readonly MicroscopyImage _image;

    /// <summary>Offers an image by regions.</summary>
    /// <param name="image">The image.</param>
    public MemoryImageSource(MicroscopyImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        _image = image;
        Fingerprint = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(image.Pixels)));
    }

    /// <inheritdoc/>
    public ImageShape Shape => _image.Shape;

    /// <inheritdoc/>
    public int Channels => _image.Channels;

    /// <inheritdoc/>
    public PixelSize? PixelSize => _image.PixelSize;

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <summary>The image, which is there already.</summary>
    public long MemoryBytes => sizeof(float) * (long)_image.Pixels.Length;

    /// <inheritdoc/>
    public void Read(PixelBox region, Span<float> target, CancellationToken cancellationToken) => _image.CopyTo(GridBox.From(region), target);
}
