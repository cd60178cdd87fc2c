namespace Cellulus.Imaging;

/// <summary>
/// What the pages of a file stand for. Where the samples of a pixel are stored as planes that are slices or time points, each of these
/// planes counts as a page.
/// </summary>
/// <param name="Channels">Channels that are pages; samples of a pixel multiply them.</param>
/// <param name="Slices">Slices of a volume.</param>
/// <param name="Frames">Time points.</param>
/// <param name="Pages">The page of each plane, planes in the order (frame, channel, slice).</param>
internal sealed record TiffAxes(int Channels, int Slices, int Frames, int[] Pages)
{
    /// <summary>Axes of pages in a regular order.</summary>
    /// <param name="order">The letters C, Z and T, fastest first.</param>
    /// <param name="channels">Extent of C.</param>
    /// <param name="slices">Extent of Z.</param>
    /// <param name="frames">Extent of T.</param>
    public static TiffAxes Regular(string order, int channels, int slices, int frames)
    {
        int channelStep = Step('C'), sliceStep = Step('Z'), frameStep = Step('T');
        var pages = new int[checked(channels * slices * frames)];
        int plane = 0;
        for (int t = 0; t < frames; t++)
            for (int c = 0; c < channels; c++)
                for (int z = 0; z < slices; z++)
                    pages[plane++] = t * frameStep + c * channelStep + z * sliceStep;
        return new TiffAxes(channels, slices, frames, pages);

        int Step(char axis)
        {
            int step = 1;
            foreach (char faster in order.TakeWhile(letter => letter != axis))
                step *= faster switch { 'C' => channels, 'Z' => slices, _ => frames };
            return step;
        }
    }

    /// <summary>Extent of an axis by its letter.</summary>
    public int Extent(char axis) => axis switch { 'C' => Channels, 'Z' => Slices, _ => Frames };

    /// <summary>All pages along one axis.</summary>
    public static TiffAxes Along(PageAxis axis, int pages) => axis switch
    {
        PageAxis.Channels => Regular("CZT", pages, 1, 1),
        PageAxis.Frames => Regular("CZT", 1, 1, pages),
        _ => Regular("CZT", 1, pages, 1),
    };
}
