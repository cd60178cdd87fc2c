namespace Cellulus.Benchmarks.Quality;

/// <summary>Seeds grow over the foreground, the highest pixels first.</summary>
internal static class Watershed
{
    /// <summary>Grows seeds until they meet.</summary>
    /// <param name="height">What is flooded from its tops; order (z, y, x).</param>
    /// <param name="mask">Where seeds may grow.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="seeds">Indices of pixels; the first becomes label 1.</param>
    /// <param name="cancellationToken">Checked now and then.</param>
    public static int[] Grow(float[] height, bool[] mask, ImageShape shape, int[] seeds, CancellationToken cancellationToken)
    {
        int width = shape.Width, plane = width * shape.Height, entered = 0;
        var labels = new int[mask.Length];
        // The number of entry makes the order of equal heights certain.
        var queue = new PriorityQueue<int, (float Depth, int Entered)>();
        for (int s = 0; s < seeds.Length; s++)
            Enter(seeds[s], s + 1);
        while (queue.TryDequeue(out int i, out _))
        {
            if ((i & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            int x = i % width, y = i / width % shape.Height, z = i / plane;
            if (x > 0)
                Enter(i - 1, labels[i]);
            if (x < width - 1)
                Enter(i + 1, labels[i]);
            if (y > 0)
                Enter(i - width, labels[i]);
            if (y < shape.Height - 1)
                Enter(i + width, labels[i]);
            if (z > 0)
                Enter(i - plane, labels[i]);
            if (z < shape.Depth - 1)
                Enter(i + plane, labels[i]);
        }
        return labels;

        void Enter(int i, int label)
        {
            if (!mask[i] || labels[i] != 0)
                return;
            labels[i] = label;
            queue.Enqueue(i, (-height[i], entered++));
        }
    }
}
