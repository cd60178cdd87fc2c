namespace Cellulus;

/// <summary>Order statistics by selection.</summary>
internal static class OrderStatistics
{
    /// <summary>The value below which a share of the values lies, without interpolation. Reorders the values.</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="share">0 the least, 0.5 the (lower) median, 1 the greatest.</param>
    public static float Percentile(Span<float> values, double share)
    {
        int wanted = (int)(share * (values.Length - 1)), low = 0, high = values.Length - 1;
        while (low < high)
        {
            float pivot = values[low + (high - low) / 2];
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }
            if (wanted <= j)
                high = j;
            else if (wanted >= i)
                low = i;
            else
                break;
        }
        return values[wanted];
    }
}
