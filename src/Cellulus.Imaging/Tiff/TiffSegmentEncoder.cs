using System.IO.Compression;

namespace Cellulus.Imaging;

/// <summary>Encodes one strip or tile after the other: differences, then compression.</summary>
internal sealed class TiffSegmentEncoder
{
    private readonly TiffCompression _compression;
    private readonly bool _predictor;
    private readonly int _bytesPerSample;
    private readonly MemoryStream _encoded = new();
    private readonly LzwEncoder _lzw = new();

    public TiffSegmentEncoder(TiffCompression compression, bool predictor, int bytesPerSample)
    {
        _compression = compression;
        _predictor = predictor && compression != TiffCompression.None;
        _bytesPerSample = bytesPerSample;
    }

    /// <summary>The code of TIFF for the compression.</summary>
    public int Scheme => _compression switch
    {
        TiffCompression.None => TiffCodec.None,
        TiffCompression.Lzw => TiffCodec.Lzw,
        _ => TiffCodec.Deflate,
    };

    /// <summary>The code of TIFF for the predictor.</summary>
    public int Predictor => _predictor ? TiffPredictor.Horizontal : TiffPredictor.None;

    /// <summary>Encodes a segment of one sample a pixel.</summary>
    /// <param name="samples">Rows in the machine's byte order; overwritten.</param>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <returns>What goes into the file. Valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(Span<byte> samples, int rowBytes)
    {
        if (_predictor)
            for (int at = 0; at < samples.Length; at += rowBytes)
                TiffPredictor.ApplyHorizontal(samples.Slice(at, rowBytes), _bytesPerSample, 1);
        if (!BitConverter.IsLittleEndian)
            new TiffSampleCoding(TiffSampleFormat.Unsigned, _bytesPerSample * 8).Swap(samples);
        if (_compression == TiffCompression.None)
            return samples;

        if (_compression == TiffCompression.Lzw)
            return _lzw.Encode(samples);

        _encoded.SetLength(0);
        using (var zlib = new ZLibStream(_encoded, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(samples);
        return _encoded.GetBuffer().AsSpan(0, (int)_encoded.Length);
    }
}
