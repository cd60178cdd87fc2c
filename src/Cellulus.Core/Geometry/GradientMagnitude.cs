namespace Cellulus;

/// <summary>Length of the gradient by central differences, one-sided at the border.</summary>
internal static class GradientMagnitude
{
    /// <summary>Change per px of every pixel; order (z, y, x).</summary>
    public static float[] Compute(float[] values, ImageShape shape, StageExecution execution)
    {
        var result = new float[values.Length];
        int width = shape.Width, plane = shape.Height * width;
        ParallelWork.For(shape.Depth * shape.Height, execution, row =>
        {
            int y = row % shape.Height, z = row / shape.Height;
            (int up, int down, float yScale) = Neighbours(y, shape.Height, width);
            (int front, int back, float zScale) = Neighbours(z, shape.Depth, plane);
            for (int x = 0, i = row * width; x < width; x++, i++)
            {
                (int left, int right, float xScale) = Neighbours(x, width, 1);
                float dx = (values[i + right] - values[i + left]) * xScale, dy = (values[i + down] - values[i + up]) * yScale;
                float dz = (values[i + back] - values[i + front]) * zScale;
                result[i] = MathF.Sqrt(dx * dx + dy * dy + dz * dz);
            }
        });
        return result;
    }

    private static (int Before, int After, float Scale) Neighbours(int at, int extent, int stride)
    {
        int before = at > 0 ? -stride : 0, after = at < extent - 1 ? stride : 0;
        return (before, after, before != 0 && after != 0 ? 0.5f : 1);
    }
}
