using Cellulus.Engine;

namespace Cellulus;

/// <summary>Level and noise of what is believed to be background in one channel of a crop; zeros, as normalisation has it, where nothing
/// is.</summary>
internal readonly record struct BackgroundLevel(float Mean, float Deviation)
{
    /// <summary>Measures each channel of a crop.</summary>
    /// <param name="crop">The crop.</param>
    /// <param name="labels">Labels of the pixels in its middle, order (z, y, x).</param>
    /// <param name="labelled">Their extent.</param>
    /// <param name="levels">Takes one a channel.</param>
    public static void Measure(FeatureMap crop, ReadOnlySpan<int> labels, ImageShape labelled, Span<BackgroundLevel> levels)
    {
        (int mz, int my, int mx) = ObjectCropSampler.Margin(crop.Size, labelled);
        for (int channel = 0; channel < levels.Length; channel++)
        {
            double sum = 0, squares = 0;
            int count = 0;
            for (int z = 0, i = 0; z < labelled.Depth; z++)
                for (int y = 0; y < labelled.Height; y++)
                {
                    ReadOnlySpan<float> row = crop.Row(z + mz, y + my);
                    for (int x = 0; x < labelled.Width; x++, i++)
                        if (labels[i] == 0 && row[(x + mx) * crop.Channels + channel] is var value)
                            (sum, squares, count) = (sum + value, squares + (double)value * value, count + 1);
                }
            double mean = count > 0 ? sum / count : 0;
            levels[channel] = count > 0 ? new((float)mean, (float)Math.Sqrt(Math.Max(0, squares / count - mean * mean))) : default;
        }
    }
}
