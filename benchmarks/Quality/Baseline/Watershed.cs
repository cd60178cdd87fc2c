namespace Cellulus.Benchmarks.Quality;

/// <summary>Labels grow over the foreground, the highest pixels first.</summary>
internal static class Watershed
{
    /// <summary>Grows labels over pixel faces until they meet.</summary>
    /// <param name="labels">Where labels begin; 0 elsewhere. Order (z, y, x).</param>
    /// <param name="height">What is flooded from its tops.</param>
    /// <param name="mask">Where labels may grow.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="cancellationToken">Checked now and then.</param>
    public static void Grow(int[] labels, float[] height, bool[] mask, ImageShape shape, CancellationToken cancellationToken)
    {
        int width = shape.Width, plane = width * shape.Height, entered = 0;
        // The number of entry makes the order of equal heights certain.
        var queue = new PriorityQueue<int, (float Depth, int Entered)>();
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] != 0)
                queue.Enqueue(i, (-height[i], entered++));
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

        void Enter(int i, int label)
        {
            if (!mask[i] || labels[i] != 0)
                return;
            labels[i] = label;
            queue.Enqueue(i, (-height[i], entered++));
        }
    }
}
