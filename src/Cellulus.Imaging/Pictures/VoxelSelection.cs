namespace Cellulus.Imaging;

/// <summary>Which voxel stands for each pixel of the flat pictures of a volume.</summary>
internal static class VoxelSelection
{
    private const int MaxSlices = 16;

    /// <summary>Indices of voxels (order z, y, x), one array (y, x) per picture of the view.</summary>
    /// <param name="shape">Extent of the volume.</param>
    /// <param name="view">The view.</param>
    /// <param name="isBetter">For projections: whether the voxel given first should replace the one given second, which lies above
    /// it.</param>
    public static IReadOnlyList<int[]> Select(ImageShape shape, VolumeView view, Func<int, int, bool> isBetter)
    {
        int plane = shape.Height * shape.Width;
        switch (view)
        {
            case VolumeView.Projection:
                int[] best = Slice(0, plane);
                for (int voxel = plane; voxel < plane * shape.Depth; voxel++)
                    if (isBetter(voxel, best[voxel % plane]))
                        best[voxel % plane] = voxel;
                return [best];
            case VolumeView.MiddleSlice:
                return [Slice(shape.Depth / 2, plane)];
            case VolumeView.Montage:
                int count = Math.Min(shape.Depth, MaxSlices);
                return [.. Enumerable.Range(0, count).Select(i => Slice((int)((i + 0.5) * shape.Depth / count), plane))];
            default:
                throw new ArgumentOutOfRangeException(nameof(view), view, "There is no such view.");
        }
    }

    private static int[] Slice(int z, int plane)
    {
        int[] voxels = new int[plane];
        for (int i = 0; i < plane; i++)
            voxels[i] = z * plane + i;
        return voxels;
    }
}
