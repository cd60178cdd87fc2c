using System.Buffers.Binary;

namespace Cellulus.Imaging;

/// <summary>Walks through the chunks of a PNG stream and checks the CRC of every one, also of those nobody reads.</summary>
internal sealed class PngChunkReader
{
    private const string EndsEarly = "it ends early; the file is cut short";

    private readonly Stream _stream;
    private readonly byte[] _skipped = new byte[8192];
    private uint _crc;

    /// <summary>Starts behind the signature, at no chunk.</summary>
    /// <param name="stream">Seekable, at its beginning.</param>
    /// <exception cref="PngFormatException">The stream does not begin with the PNG signature.</exception>
    public PngChunkReader(Stream stream)
    {
        _stream = stream;
        Span<byte> signature = stackalloc byte[8];
        if (stream.ReadAtLeast(signature, 8, throwOnEndOfStream: false) < 8 || !signature.SequenceEqual(Signature))
            throw new PngFormatException("it is no PNG file (its first bytes differ)");
    }

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Type of the current chunk; 0 before the first.</summary>
    public uint Type { get; private set; }

    /// <summary>Bytes of the current chunk not read yet.</summary>
    public int Remaining { get; private set; }

    /// <summary>Bytes of the stream not read yet, the current chunk included.</summary>
    public long RemainingInStream => _stream.Length - _stream.Position;

    /// <summary>Finishes the current chunk and goes to the next.</summary>
    /// <exception cref="PngFormatException">A CRC does not match, the stream ends, or a chunk claims to be longer than it.</exception>
    public void MoveNext()
    {
        if (Type != 0)
            Finish();
        Span<byte> head = stackalloc byte[8];
        ReadFully(head);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
        Type = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        if (length > RemainingInStream)
            throw new PngFormatException($"its chunk {PngChunkType.NameOf(Type)} claims {length} bytes, but only {RemainingInStream} follow; the file is damaged or cut short");
        if (length > int.MaxValue)
            throw new PngFormatException($"its chunk {PngChunkType.NameOf(Type)} claims {length} bytes, more than PNG allows");
        Remaining = (int)length;
        _crc = Crc32.Append(Crc32.Start, head[4..]);
    }

    /// <summary>Reads from the current chunk; 0 bytes at its end.</summary>
    public int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, Remaining);
        ReadFully(buffer[..count]);
        Remaining -= count;
        _crc = Crc32.Append(_crc, buffer[..count]);
        return count;
    }

    /// <summary>Reads the whole current chunk.</summary>
    /// <exception cref="PngFormatException">It is longer than <paramref name="limit"/>, which no valid file is.</exception>
    public byte[] ReadContent(int limit)
    {
        if (Remaining > limit)
            throw new PngFormatException($"its chunk {PngChunkType.NameOf(Type)} has {Remaining} bytes; at most {limit} are allowed");
        byte[] content = new byte[Remaining];
        Read(content);
        return content;
    }

    /// <summary>Reads what is left of the current chunk and checks its CRC.</summary>
    public void Finish()
    {
        while (Remaining > 0)
            Read(_skipped);
        Span<byte> stored = stackalloc byte[4];
        ReadFully(stored);
        if (BinaryPrimitives.ReadUInt32BigEndian(stored) != Crc32.Finish(_crc))
            throw new PngFormatException($"the checksum of its chunk {PngChunkType.NameOf(Type)} does not match; the file is damaged");
    }

    private void ReadFully(Span<byte> buffer)
    {
        if (_stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
            throw new PngFormatException(EndsEarly);
    }
}
