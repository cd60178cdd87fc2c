namespace Cellulus;

/// <summary>One channel of an image, block by block, so that it need not fit in memory; can be gone through any number of times.</summary>
internal interface IChannelBlocks
{
    /// <summary>Extent of the image.</summary>
    ImageShape Shape { get; }

    /// <summary>Shows all of it, each pixel within one block, in no particular order, on the calling thread.</summary>
    /// <param name="margin">Pixels of the same slice that are shown around each block, as far as the image reaches.</param>
    /// <param name="visitor">Looks at a block.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void Visit(int margin, BlockVisitor visitor, CancellationToken cancellationToken);
}

/// <summary>Looks at a block.</summary>
/// <param name="values">Values of the block and its margin, order (z, y, x).</param>
/// <param name="box">Where they lie in the image.</param>
/// <param name="inner">The block without its margin.</param>
internal delegate void BlockVisitor(ReadOnlySpan<float> values, GridBox box, GridBox inner);
