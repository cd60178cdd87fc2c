using System.Buffers;

namespace Cellulus;

/// <summary>Fills holes: background from which no path over pixel faces leads to the border of the box.</summary>
internal static class HoleFilling
{
    /// <summary>Fills in place. What lies outside the box counts as outside of the object.</summary>
    public static void Fill(Span<bool> mask, ImageShape shape)
    {
        int n = mask.Length, width = shape.Width, plane = width * shape.Height;
        int[] stack = ArrayPool<int>.Shared.Rent(n);
        byte[] outside = ArrayPool<byte>.Shared.Rent(n);
        outside.AsSpan(0, n).Clear();
        int top = 0;
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < width; x++, i++)
                    if (x == 0 || y == 0 || x == width - 1 || y == shape.Height - 1 || (shape.Depth > 1 && (z == 0 || z == shape.Depth - 1)))
                        Visit(mask, i);
        while (top > 0)
        {
            int i = stack[--top], x = i % width, y = i % plane / width, z = i / plane;
            if (x > 0) Visit(mask, i - 1);
            if (x < width - 1) Visit(mask, i + 1);
            if (y > 0) Visit(mask, i - width);
            if (y < shape.Height - 1) Visit(mask, i + width);
            if (z > 0) Visit(mask, i - plane);
            if (z < shape.Depth - 1) Visit(mask, i + plane);
        }
        for (int i = 0; i < n; i++)
            mask[i] |= outside[i] == 0;
        ArrayPool<int>.Shared.Return(stack);
        ArrayPool<byte>.Shared.Return(outside);

        void Visit(ReadOnlySpan<bool> inside, int i)
        {
            if (inside[i] || outside[i] != 0)
                return;
            outside[i] = 1;
            stack[top++] = i;
        }
    }
}
