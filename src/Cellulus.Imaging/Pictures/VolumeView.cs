namespace Cellulus.Imaging;

/// <summary>How a volume becomes a flat picture. Planes look the same in every view.</summary>
public enum VolumeView
{
    /// <summary>
    /// Seen along z. Of each column an image shows its brightest voxel, labels the first object from slice 0 on, and an
    /// embedding its least uncertain voxel, which lies in an object if there is one.
    /// </summary>
    Projection,

    /// <summary>The slice in the middle.</summary>
    MiddleSlice,

    /// <summary>Slices side by side in reading order; of more than 16, 16 at equal distances.</summary>
    Montage,
}
