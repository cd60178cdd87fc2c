namespace Cellulus;

/// <summary>How far objects reach along the axes.</summary>
internal static class ObjectExtent
{
    private const double Least = 0.2, Most = 5;

    /// <summary>Median extent in the plane over median extent along z, within sensible bounds.</summary>
    public static double Anisotropy(IEnumerable<PseudoLabels> volumes)
    {
        List<double> plane = [], deep = [];
        foreach (PseudoLabels labels in volumes)
        {
            int[] objects = Array.ConvertAll(labels.Labels.ToArray(), l => Math.Max(l, 0));
            foreach (GridBox box in ObjectBoxes.Find(objects, labels.Shape, labels.MaxLabel).Where(b => !b.IsEmpty))
            {
                plane.Add((box.Shape.Height + box.Shape.Width) / 2.0);
                deep.Add(box.Shape.Depth);
            }
        }
        return plane.Count == 0 ? 1 : Math.Clamp(ObjectSize.Median(plane) / ObjectSize.Median(deep), Least, Most);
    }
}
