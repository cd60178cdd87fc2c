using System.Buffers.Binary;

namespace Cellulus.Imaging;

/// <summary>Writes the signature and chunks of a PNG.</summary>
internal sealed class PngChunkWriter
{
    private readonly Stream _stream;

    public PngChunkWriter(Stream stream)
    {
        _stream = stream;
        stream.Write(PngChunkReader.Signature);
    }

    public void Write(uint type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(number[4..], type);
        _stream.Write(number);
        _stream.Write(content);
        uint crc = Crc32.Append(Crc32.Append(Crc32.Start, number[4..]), content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Finish(crc));
        _stream.Write(number[..4]);
    }
}
