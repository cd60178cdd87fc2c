namespace Cellulus;

/// <summary>Values too many for memory, which can be gone through any number of times, in blocks of no particular order.</summary>
internal interface IValueScan
{
    /// <summary>Shows all values, block by block, on the calling thread.</summary>
    void Visit(ValueVisitor visitor, CancellationToken cancellationToken);
}

/// <summary>Looks at a block of values.</summary>
internal delegate void ValueVisitor(ReadOnlySpan<float> values);
