using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>A streamed image whose channels are brought to the range 0 to 1, each by bounds of the whole.</summary>
internal sealed class NormalizedSource(IImageSource source, double[] bounds)
{
    private readonly Lock _reading = new();

    public ImageShape Shape => source.Shape;

    public int Channels => source.Channels;

    /// <summary>Reads raw values, order (channel, z, y, x).</summary>
    /// <exception cref="InvalidImageException">A value is NaN or infinite.</exception>
    public float[] ReadRaw(GridBox box, CancellationToken cancellationToken)
    {
        float[] values = GC.AllocateUninitializedArray<float>(box.Shape.CheckedLength(Channels));
        lock (_reading)
            source.Read(box.ToPixelBox(), values, cancellationToken);
        if (!TensorPrimitives.IsFiniteAll<float>(values))
            ThrowNotFinite(values, box);
        return values;
    }

    /// <summary>Reads normalised values, order (channel, z, y, x).</summary>
    public float[] Read(GridBox box, CancellationToken cancellationToken)
    {
        float[] values = ReadRaw(box, cancellationToken);
        int length = values.Length / Channels;
        for (int c = 0; c < Channels; c++)
            Normalization.Apply(values.AsSpan(c * length, length), bounds[2 * c], bounds[2 * c + 1], values.AsSpan(c * length, length));
        return values;
    }

    /// <summary>Reads one normalised intensity a pixel, the sum of all channels.</summary>
    public float[] ReadIntensity(GridBox box, CancellationToken cancellationToken) =>
        IntensityImage.Combine(MicroscopyImage.Adopt(Read(box, cancellationToken), box.Shape, Channels));

    private static void ThrowNotFinite(float[] values, GridBox box)
    {
        int i = Array.FindIndex(values, v => !float.IsFinite(v)), pixel = i % (int)box.Shape.PixelCount, line = pixel / box.Shape.Width;
        throw new InvalidImageException(
            $"The pixel at z {box.Z0 + line / box.Shape.Height}, y {box.Y0 + line % box.Shape.Height}, x {box.X0 + pixel % box.Shape.Width} is {values[i]}; " +
            "every value must be finite. Replace such pixels before segmentation.");
    }
}
