namespace Cellulus.Engine;

/// <summary>Buffers of the backward pass that do not depend on the image's extent. One for each thread.</summary>
internal sealed class UNetScratch
{
    private readonly AlignedBuffer _accumulators;

    public UNetScratch(UNetLayout layout, int accumulators)
    {
        Sparse = new SparseGradient.Scratch(layout);
        _accumulators = new AlignedBuffer(accumulators);
    }

    public SparseGradient.Scratch Sparse { get; }

    public Span<float> Accumulators => _accumulators.Span;

    public long Bytes => Sparse.Bytes + _accumulators.Length * (long)sizeof(float);
}
