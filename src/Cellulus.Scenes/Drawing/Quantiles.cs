using System.Numerics.Tensors;

namespace Cellulus.Scenes;

/// <summary>Quantiles of values, to about 1/4096 of their range.</summary>
internal static class Quantiles
{
    private const int Bins = 4096;

    /// <summary>Two quantiles.</summary>
    /// <param name="values">Values, at least one.</param>
    /// <param name="low">Share of the values below the first, 0 to 1.</param>
    /// <param name="high">Share of the values below the second.</param>
    public static (float Low, float High) Of(ReadOnlySpan<float> values, double low, double high)
    {
        float least = TensorPrimitives.Min(values), most = TensorPrimitives.Max(values);
        if (!(most > least))
            return (least, most);
        Span<int> counts = stackalloc int[Bins];
        float scale = (Bins - 1) / (most - least);
        foreach (float value in values)
            counts[(int)((value - least) * scale)]++;
        return (low <= 0 ? least : At(counts, low * values.Length), high >= 1 ? most : At(counts, high * values.Length));

        float At(ReadOnlySpan<int> counts, double rank)
        {
            int bin = 0;
            for (double below = counts[0]; below < rank && bin < Bins - 1;)
                below += counts[++bin];
            return least + (bin + 0.5f) / scale;
        }
    }
}
