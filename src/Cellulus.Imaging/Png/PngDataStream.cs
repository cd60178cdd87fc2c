namespace Cellulus.Imaging;

/// <summary>The content of consecutive IDAT chunks as one stream. Ends at the first chunk of another type.</summary>
internal sealed class PngDataStream(PngChunkReader chunks) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (chunks.Type == PngChunkType.Data && chunks.Remaining == 0)
            chunks.MoveNext();
        return chunks.Type == PngChunkType.Data ? chunks.Read(buffer) : 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
