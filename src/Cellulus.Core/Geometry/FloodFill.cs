namespace Cellulus;

/// <summary>Marks what is connected over pixel faces.</summary>
internal static class FloodFill
{
    /// <summary>Marks the pixels with the same mask value as the start that are connected with it and not marked yet.</summary>
    /// <param name="mask">Order (z, y, x).</param>
    /// <param name="marks">0 where a pixel is not marked.</param>
    /// <param name="mark">What to mark with, not 0.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="start">A pixel that is not marked.</param>
    /// <param name="stack">Scratch memory for as many entries as there are pixels.</param>
    /// <returns>The number of pixels marked.</returns>
    public static int Fill(ReadOnlySpan<bool> mask, Span<int> marks, int mark, ImageShape shape, int start, Span<int> stack)
    {
        int width = shape.Width, height = shape.Height, plane = width * height, top = 0, count = 0;
        bool value = mask[start];
        marks[start] = mark;
        stack[top++] = start;
        while (top > 0)
        {
            int i = stack[--top], line = i / width, x = i - line * width, z = line / height, y = line - z * height;
            count++;
            if (x > 0 && mask[i - 1] == value && marks[i - 1] == 0)
                marks[stack[top++] = i - 1] = mark;
            if (x < width - 1 && mask[i + 1] == value && marks[i + 1] == 0)
                marks[stack[top++] = i + 1] = mark;
            if (y > 0 && mask[i - width] == value && marks[i - width] == 0)
                marks[stack[top++] = i - width] = mark;
            if (y < height - 1 && mask[i + width] == value && marks[i + width] == 0)
                marks[stack[top++] = i + width] = mark;
            if (z > 0 && mask[i - plane] == value && marks[i - plane] == 0)
                marks[stack[top++] = i - plane] = mark;
            if (z < shape.Depth - 1 && mask[i + plane] == value && marks[i + plane] == 0)
                marks[stack[top++] = i + plane] = mark;
        }
        return count;
    }
}
