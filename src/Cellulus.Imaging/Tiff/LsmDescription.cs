namespace Cellulus.Imaging;

/// <summary>What Zeiss LSM files tell of the image in a private tag: extents and the size of a voxel. Channels are samples of a
/// pixel.</summary>
internal sealed class LsmDescription
{
    private const uint OldMagic = 0x0300_494C, Magic = 0x0400_494C;
    private const int Bytes = 64, Slices = 16, Frames = 24, VoxelSize = 40;
    private const double MetreInMicrometres = 1e6;

    private readonly int _slices, _frames;
    private readonly double _x, _y, _z;

    private LsmDescription(ReadOnlySpan<byte> block, TiffInput input)
    {
        _slices = (int)Math.Clamp(input.UInt32(block[Slices..]), 1, int.MaxValue);
        _frames = (int)Math.Clamp(input.UInt32(block[Frames..]), 1, int.MaxValue);
        _x = Metres(block, 0);
        _y = Metres(block, 1);
        _z = Metres(block, 2);

        double Metres(ReadOnlySpan<byte> block, int axis) => BitConverter.UInt64BitsToDouble(input.UInt64(block[(VoxelSize + 8 * axis)..]));
    }

    /// <summary>Reads the tag; null where it is absent.</summary>
    public static LsmDescription? Read(TiffDirectory first, TiffInput input)
    {
        ReadOnlySpan<byte> block = first.Raw(TiffTag.ZeissLsm, Bytes);
        return block.Length == Bytes && input.UInt32(block) is OldMagic or Magic ? new LsmDescription(block, input) : null;
    }

    /// <summary>Axes of a number of pages: slices run fastest. Scans along lines have fewer pages than extents.</summary>
    /// <exception cref="InvalidDataException">The extents do not make up the pages, as those of several positions.</exception>
    public TiffAxes Axes(int pages)
    {
        if ((long)_slices * _frames == pages)
            return TiffAxes.Regular("ZTC", 1, _slices, _frames);
        if (pages == 1 || _frames == pages)
            return TiffAxes.Along(PageAxis.Frames, pages);
        if (_slices == pages)
            return TiffAxes.Along(PageAxis.Slices, pages);
        throw new InvalidDataException($"its LSM tag tells of {_slices} slices and {_frames} time points, which are not its {pages} pages; it may hold several positions");
    }

    /// <summary>The size of a voxel.</summary>
    public PixelSize? PixelSize()
    {
        double x = _x * MetreInMicrometres, y = _y * MetreInMicrometres;
        return MicrometreUnits.IsLength(x) && MicrometreUnits.IsLength(y)
            ? new PixelSize(x, y, _slices > 1 ? MicrometreUnits.Spacing(_z * MetreInMicrometres) : null)
            : null;
    }
}
