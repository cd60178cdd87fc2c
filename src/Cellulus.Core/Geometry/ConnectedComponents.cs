namespace Cellulus;

/// <summary>Connected components of equal values, by union-find within the result itself.</summary>
internal static class ConnectedComponents
{
    /// <summary>Numbers components 1 to n in the order of their first pixels; 0 stays 0.</summary>
    /// <param name="values">Two pixels are joined if they are neighbours and have equal values; order (z, y, x).</param>
    /// <param name="shape">Extent.</param>
    /// <param name="diagonal">Whether pixels that share only an edge or corner are neighbours.</param>
    /// <param name="components">Receives the numbers; not the same memory as <paramref name="values"/>.</param>
    /// <returns>The number of components.</returns>
    public static int Label(ReadOnlySpan<int> values, ImageShape shape, bool diagonal, Span<int> components)
    {
        (int Z, int Y, int X)[] all = NeighboursBefore(shape, diagonal);
        // What touches the pixel to the left has been joined with that one.
        (int Z, int Y, int X)[] besidesLeft = Array.FindAll(all, n => n.X > 0 || (!diagonal && n.X == 0));
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                {
                    components[i] = i;
                    int value = values[i];
                    if (value == 0)
                        continue;
                    bool isLeftToo = x > 0 && values[i - 1] == value;
                    if (isLeftToo)
                        components[i] = components[i - 1];
                    foreach ((int dz, int dy, int dx) in isLeftToo ? besidesLeft : all)
                    {
                        int other = i + (dz * shape.Height + dy) * shape.Width + dx;
                        if (z + dz >= 0 && (uint)(y + dy) < (uint)shape.Height && (uint)(x + dx) < (uint)shape.Width && values[other] == value)
                            Join(components, i, other);
                    }
                }
        return Number(values, components);
    }

    /// <summary>Half of the neighbourhood: the pixels visited earlier.</summary>
    private static (int Z, int Y, int X)[] NeighboursBefore(ImageShape shape, bool diagonal)
    {
        var before = new List<(int, int, int)>();
        for (int z = shape.Depth > 1 ? -1 : 0; z <= 0; z++)
            for (int y = -1; y <= 1; y++)
                for (int x = -1; x <= 1; x++)
                    if ((z, y, x).CompareTo((0, 0, 0)) < 0 && (diagonal || Math.Abs(z) + Math.Abs(y) + Math.Abs(x) == 1))
                        before.Add((z, y, x));
        return [.. before];
    }

    private static int Find(Span<int> parents, int i)
    {
        while (parents[i] != i)
        {
            parents[i] = parents[parents[i]];
            i = parents[i];
        }
        return i;
    }

    private static void Join(Span<int> parents, int a, int b)
    {
        a = Find(parents, a);
        b = Find(parents, b);
        parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    /// <summary>Replaces parents by numbers. A root comes before its component, so its number, kept as a complement, is there in
    /// time.</summary>
    private static int Number(ReadOnlySpan<int> values, Span<int> components)
    {
        int count = 0;
        for (int i = 0; i < components.Length; i++)
        {
            if (values[i] == 0)
            {
                components[i] = ~0;
                continue;
            }
            int parent = components[i];
            components[i] = parent == i ? ~++count : components[parent];
        }
        foreach (ref int component in components)
            component = ~component;
        return count;
    }
}
