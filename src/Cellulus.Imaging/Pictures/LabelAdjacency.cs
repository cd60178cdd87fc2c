namespace Cellulus.Imaging;

/// <summary>Which objects lie so close together that their colours must differ.</summary>
internal static class LabelAdjacency
{
    // Half of the pixels around; the other half sees them from the other side. A few apart still looks like touching.
    private static readonly (int Z, int Y, int X)[] Reach =
    [
        (0, 0, 1), (0, 1, -1), (0, 1, 0), (0, 1, 1),
        (0, 0, 2), (0, 2, 0), (0, 0, 4), (0, 3, -3), (0, 4, 0), (0, 3, 3),
        (1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 0, -1), (1, -1, 0),
    ];

    /// <summary>All labels in ascending order, each with its neighbours.</summary>
    public static SortedDictionary<int, HashSet<int>> Find(LabelImage labels)
    {
        var neighbours = new SortedDictionary<int, HashSet<int>>();
        ImageShape shape = labels.Shape;
        int previous = 0;
        for (int z = 0; z < shape.Depth; z++)
        {
            for (int y = 0; y < shape.Height; y++)
            {
                for (int x = 0; x < shape.Width; x++)
                {
                    int label = labels[z, y, x];
                    if (label == 0)
                        continue;
                    if (label != previous)
                        neighbours.TryAdd(previous = label, []);
                    foreach ((int dz, int dy, int dx) in Reach)
                    {
                        int z2 = z + dz, y2 = y + dy, x2 = x + dx;
                        if (z2 >= shape.Depth || (uint)y2 >= shape.Height || (uint)x2 >= shape.Width)
                            continue;
                        int other = labels[z2, y2, x2];
                        if (other != 0 && other != label)
                            Connect(neighbours, label, other);
                    }
                }
            }
        }
        return neighbours;
    }

    private static void Connect(SortedDictionary<int, HashSet<int>> neighbours, int a, int b)
    {
        neighbours.TryAdd(b, []);
        if (neighbours[a].Add(b))
            neighbours[b].Add(a);
    }
}
