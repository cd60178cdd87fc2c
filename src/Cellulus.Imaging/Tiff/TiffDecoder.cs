using System.Runtime.CompilerServices;

namespace Cellulus.Imaging;

/// <summary>
/// Reads TIFF files: classic and BigTIFF, both byte orders, strips and tiles, uncompressed, LZW, deflate and PackBits, with axes and
/// pixel sizes of ImageJ, OME-XML, tifffile, Zeiss LSM and MetaMorph. An image whose zero is white is inverted, but for those of ImageJ.
/// </summary>
internal static class TiffDecoder
{
    /// <summary>Reads all pages.</summary>
    /// <param name="stream">A stream that can seek; the file begins at its start.</param>
    /// <param name="path">What errors call the file.</param>
    /// <param name="options">What the metadata leave open.</param>
    /// <exception cref="ImageFileException">This is no TIFF file, or it is damaged, or of a kind that is not read.</exception>
    public static StoredImage Decode(Stream stream, string path, TiffReadOptions? options = null)
    {
        try
        {
            TiffStack stack = TiffStack.Open(stream, path, options ?? new TiffReadOptions());
            Array samples = stack.Type switch
            {
                PixelType.UInt8 => Decode<byte>(stack),
                PixelType.UInt16 => Decode<ushort>(stack),
                PixelType.UInt32 => Decode<uint>(stack),
                PixelType.Int8 => Decode<sbyte>(stack),
                PixelType.Int16 => Decode<short>(stack),
                PixelType.Int32 => Decode<int>(stack),
                PixelType.Float32 => Decode<float>(stack),
                _ => Decode<double>(stack),
            };
            var image = new StoredImage(samples, stack.Type, stack.Shape, stack.Channels, stack.Axes.Frames, stack.PixelSize)
            {
                SeriesCount = stack.SeriesCount,
                Palette = stack.UnusedPalette,
            };
            return stack.IsColour ? image.WithoutEqualColours() : image;
        }
        catch (IOException e)
        {
            throw new ImageFileException(path, $"it cannot be read ({e.Message}).", e);
        }
        catch (OutOfMemoryException e)
        {
            throw new ImageFileException(path, "it does not fit in memory; split it into smaller files.", e);
        }
    }

    private static T[] Decode<T>(TiffStack stack) where T : unmanaged
    {
        int count = stack.RequireSampleCount();
        stack.CheckPlausible((long)count * Unsafe.SizeOf<T>());
        var samples = new T[count];
        TiffAxes axes = stack.Axes;
        int plane = stack.Shape.Height * stack.Shape.Width;
        int volume = plane * axes.Slices;
        int next = 0;
        for (int t = 0; t < axes.Frames; t++)
        {
            for (int c = 0; c < axes.Channels; c++)
            {
                int channel = t * stack.Channels + c * stack.PageChannels;
                for (int z = 0; z < axes.Slices; z++)
                {
                    TiffPageReader page = stack.OpenPage(axes.Pages[next++]);
                    page.ReadRegion(0, 0, stack.Shape.Width, stack.Shape.Height, samples.AsSpan(channel * volume + z * plane), volume);
                }
            }
        }
        return samples;
    }
}
