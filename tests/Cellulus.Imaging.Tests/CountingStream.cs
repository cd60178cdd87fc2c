namespace Cellulus.Imaging.Tests;

/// <summary>A file in memory that counts what is read of it.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer) => Counted(base.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Counted(base.Read(buffer, offset, count));

    private int Counted(int read)
    {
        BytesRead += read;
        return read;
    }
}
