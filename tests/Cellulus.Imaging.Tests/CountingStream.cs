namespace Cellulus.Imaging.Tests;

/// <summary>A file in memory that counts what is read of it.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public long BytesRead { get; private set; }

    // Streams that are derived from this one of the runtime read spans this way, too.
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        BytesRead += read;
        return read;
    }
}
