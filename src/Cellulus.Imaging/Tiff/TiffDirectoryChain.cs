namespace Cellulus.Imaging;

/// <summary>Walks the linked list of directories.</summary>
internal static class TiffDirectoryChain
{
    private const ulong ReducedImage = 1, TransparencyMask = 4;
    private const ulong OldReducedImage = 2;

    /// <summary>The directories of the images proper, in file order: previews (reduced resolution) and masks are left out.</summary>
    /// <exception cref="ImageFileException">The list loops or leaves the file, or it has no image.</exception>
    public static List<TiffDirectory> Read(TiffInput input)
    {
        var images = new List<TiffDirectory>();
        var visited = new HashSet<ulong>();
        ulong total = 0;
        for (ulong offset = input.FirstDirectory; offset != 0;)
        {
            if (!visited.Add(offset))
                throw input.Fail($"its list of images runs in a circle: the image directory at byte {offset} comes twice; the file is damaged.");
            TiffDirectory directory = TiffDirectory.Read(input, offset, out ulong next, out ulong size);
            total += size;
            if (total > input.Length)
                throw input.Fail($"its image directories overlap (seen at byte {offset}); the file is damaged.");
            if (!IsSecondary(directory))
                images.Add(directory);
            offset = next;
        }
        return images.Count > 0 ? images : throw input.Fail("it holds no image.");
    }

    private static bool IsSecondary(TiffDirectory directory) =>
        (directory.Unsigned(TiffTag.NewSubfileType, 0) & (ReducedImage | TransparencyMask)) != 0
        || directory.Unsigned(TiffTag.SubfileType, 0) == OldReducedImage;
}
