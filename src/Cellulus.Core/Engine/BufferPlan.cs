namespace Cellulus.Engine;

/// <summary>
/// While one lives, the buffers that its thread makes take no memory and are only counted. So whatever holds buffers can be made
/// for a moment to learn its size, before memory is taken for it; what it would do with them it cannot do.
/// </summary>
internal sealed class BufferPlan : IDisposable
{
    [ThreadStatic]
    private static BufferPlan? t_current;

    private BufferPlan() => t_current = this;

    /// <summary>The plan of this thread, if it is planning.</summary>
    public static BufferPlan? Current => t_current;

    /// <summary>Bytes of the buffers made so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of all buffers that <paramref name="make"/> makes.</summary>
    public static long BytesOf(Func<object> make)
    {
        using var plan = new BufferPlan();
        make();
        return plan.Bytes;
    }

    public void Add(long bytes) => Bytes += bytes;

    public void Dispose() => t_current = null;
}
