namespace Cellulus;

/// <summary>
/// The probability that a star-convex model is to tell: how far a pixel lies from the border of its object, as a share of the farthest
/// pixel of that object (Schmidt et al. 2018). Touching objects are borders to each other.
/// </summary>
internal static class BorderDepth
{
    /// <summary>Measures all pixels.</summary>
    /// <param name="labels">Labels; other objects, background and unknown pixels alike end an object, the border of the image does
    /// not.</param>
    /// <returns>Above 0 to 1 within objects, 0 elsewhere, order (z, y, x).</returns>
    public static float[] Of(PseudoLabels labels)
    {
        ImageShape shape = labels.Shape;
        var depth = new float[labels.Labels.Length];
        int[] objects = Array.ConvertAll(labels.Labels.ToArray(), l => Math.Max(l, 0));
        Measure(objects, shape, Enumerable.Range(1, labels.MaxLabel), depth);
        return depth;
    }

    /// <summary>Measures the pixels of some objects; the others stay as they are.</summary>
    /// <param name="labels">Labels, none below 0.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="objects">Which.</param>
    /// <param name="depth">Takes the depths, order (z, y, x).</param>
    public static void Measure(int[] labels, ImageShape shape, IEnumerable<int> objects, float[] depth)
    {
        GridBox[] boxes = ObjectBoxes.Find(labels, shape, Math.Max(0, System.Numerics.Tensors.TensorPrimitives.Max<int>(labels)));
        foreach (int label in objects)
            if (label <= boxes.Length && !boxes[label - 1].IsEmpty)
                Measure(labels, shape, label, boxes[label - 1].Inflate(1, shape), depth);
    }

    private static void Measure(int[] labels, ImageShape shape, int label, GridBox box, float[] depth)
    {
        bool[] mask = Array.ConvertAll(GridBox.Of(shape).Crop<int>(labels, box), l => l == label);
        int[] squared = DistanceTransform.SquaredToFalse(mask, box.Shape, new StageExecution { MaxDegreeOfParallelism = 1 });
        // An object that fills its image has no border at all.
        double most = Math.Sqrt(squared.Where(s => s != DistanceTransform.Infinite).DefaultIfEmpty(1).Max());
        int width = box.Shape.Width;
        for (int row = 0, i = 0; row < box.Rows; row++)
        {
            int start = box.RowStart(row, shape);
            for (int x = 0; x < width; x++, i++)
                if (mask[i])
                    depth[start + x] = (float)Math.Min(1, Math.Sqrt(squared[i]) / most);
        }
    }
}
