using System.Numerics;

namespace Cellulus.Imaging;

/// <summary>The gray values of images whose red, green and blue are equal in every pixel; null for others.</summary>
internal readonly struct GrayOfColours(int channelLength) : ISampleOperation<Array?>
{
    private const int Colours = 3;

    public Array? Run<T>(ReadOnlySpan<T> samples) where T : unmanaged, INumber<T>
    {
        int frame = Colours * channelLength;
        for (int at = 0; at < samples.Length; at += frame)
        {
            ReadOnlySpan<T> red = samples.Slice(at, channelLength);
            if (!red.SequenceEqual(samples.Slice(at + channelLength, channelLength)) || !red.SequenceEqual(samples.Slice(at + 2 * channelLength, channelLength)))
                return null;
        }
        T[] gray = GC.AllocateUninitializedArray<T>(samples.Length / Colours);
        for (int at = 0; at < gray.Length; at += channelLength)
            samples.Slice(Colours * at, channelLength).CopyTo(gray.AsSpan(at));
        return gray;
    }
}
