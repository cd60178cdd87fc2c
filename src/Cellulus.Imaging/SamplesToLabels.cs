using System.Numerics;

namespace Cellulus.Imaging;

/// <summary>Samples as labels: whole numbers from 0 to <see cref="int.MaxValue"/>, whatever type stores them.</summary>
internal readonly struct SamplesToLabels(ImageShape shape) : ISampleOperation<int[]>
{
    public int[] Run<T>(ReadOnlySpan<T> samples) where T : unmanaged, INumber<T>
    {
        int[] labels = GC.AllocateUninitializedArray<int>(samples.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            // Saturates, and turns NaN to 0; what changes on the way back was no label. int.MaxValue rounds up as a float.
            int label = int.CreateSaturating(samples[i]);
            if (label < 0 || T.CreateSaturating(label) != samples[i] || (label == int.MaxValue && double.CreateSaturating(samples[i]) > int.MaxValue))
                Refuse(samples[i], i);
            labels[i] = label;
        }
        return labels;
    }

    private void Refuse<T>(T value, int index) where T : INumber<T>
    {
        int plane = shape.Height * shape.Width;
        throw new InvalidImageException(
            $"The pixel at z {index / plane}, y {index % plane / shape.Width}, x {index % shape.Width} is {value}; " +
            $"labels are whole numbers from 0 to {int.MaxValue}.");
    }
}
