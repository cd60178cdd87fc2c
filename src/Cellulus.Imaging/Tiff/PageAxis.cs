namespace Cellulus.Imaging;

/// <summary>What the pages of a multi-page TIFF file stand for.</summary>
public enum PageAxis
{
    /// <summary>
    /// What the file's metadata say (OME-XML, an ImageJ or tifffile description, LSM, MetaMorph). Where they are silent, two to four grey
    /// pages are
    /// channels; five or more pages, and colour pages, are slices of a volume.
    /// </summary>
    Auto,

    /// <summary>Every page is a channel, whatever the metadata say.</summary>
    Channels,

    /// <summary>Every page is a slice of one volume, whatever the metadata say.</summary>
    Slices,

    /// <summary>Every page is a time point, whatever the metadata say.</summary>
    Frames,
}
