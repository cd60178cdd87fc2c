namespace Cellulus.Scenes;

/// <summary>The objects of a scene, drawn on its grid.</summary>
internal sealed class SceneObjects
{
    private const int FewestPixels = 12;

    private SceneObjects(ImageShape shape, int[] labels, int[] under, float[] radius, int count)
    {
        (Shape, Labels, Under, Radius, Count) = (shape, labels, under, radius, count);
        Depth = new float[labels.Length];
        if (count > 0)
            BorderDepth.Measure(labels, shape, Enumerable.Range(1, count), Depth);
    }

    public ImageShape Shape { get; }

    /// <summary>1 to <see cref="Count"/>, 0 where there is none.</summary>
    public int[] Labels { get; }

    /// <summary>Object below the one in <see cref="Labels"/>; 0 where there is none.</summary>
    public int[] Under { get; }

    /// <summary>Relative radius in the object, 0 at its centre and about 1 at its border.</summary>
    public float[] Radius { get; }

    /// <summary>Distance from the border of the object, 1 at its farthest pixel.</summary>
    public float[] Depth { get; }

    public int Count { get; }

    /// <summary>Takes objects over as they were drawn: keeps the largest piece of each, drops what is too small to be seen, closes gaps
    /// between numbers.</summary>
    public static SceneObjects Of(ImageShape shape, int[] labels, int[] under, float[] radius, int count)
    {
        LargestPieces.Keep(labels, shape, count);
        var sizes = new int[count + 1];
        foreach (int label in labels)
            sizes[label]++;
        var number = new int[count + 1];
        int kept = 0;
        for (int i = 1; i <= count; i++)
            if (sizes[i] >= FewestPixels)
                number[i] = ++kept;
        for (int i = 0; i < labels.Length; i++)
            (labels[i], under[i]) = (number[labels[i]], number[under[i]]);
        return new SceneObjects(shape, labels, under, radius, kept);
    }
}
