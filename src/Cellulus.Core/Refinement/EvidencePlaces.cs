namespace Cellulus;

/// <summary>Places around an object that tell what is chance there: where its outline is laid to measure the same difference.</summary>
internal static class EvidencePlaces
{
    /// <summary>How far from the box of an object places reach, in its diameters: some hundred places, of which a few other objects hide no
    /// noise; nearer in volumes.</summary>
    private const double ReachInPlane = 4, ReachInVolume = 2.5;

    /// <summary>Distance of places in object diameters.</summary>
    private const double Step = 0.75;

    /// <summary>Side of the blocks that JPEG codes, px. Places lie to them as the object does: an outline that follows a block is no
    /// evidence.</summary>
    private const int Block = 8;

    /// <summary>Share of its own extent, along one axis at least, that a place lies off the object.</summary>
    private const double LeastOffset = 0.7;

    /// <summary>Diameter by which lengths about an object are measured: that of a square (cube) as large as its box, px.</summary>
    public static double DiameterOf(GridBox box) =>
        box.Z1 - box.Z0 > 1 ? Math.Cbrt((double)box.Rows * box.Shape.Width) : Math.Sqrt((double)box.Rows * box.Shape.Width);

    /// <summary>All that is looked at to judge an object.</summary>
    public static GridBox RegionOf(GridBox box, ImageShape grid) =>
        box.Inflate((int)Math.Ceiling((grid.Depth > 1 ? ReachInVolume : ReachInPlane) * DiameterOf(box)), grid);

    /// <summary>Shifts of an outline that keep it in the region and off the object, order (z, y, x).</summary>
    /// <param name="outline">Box of the outline, ring included.</param>
    /// <param name="region">Where it may lie.</param>
    /// <param name="diameter">Object diameter in px.</param>
    public static IEnumerable<(int Z, int Y, int X)> Shifts(GridBox outline, GridBox region, double diameter)
    {
        double step = Step * diameter;
        int whole = Math.Max(1, (int)Math.Round(step < Block ? step : Block * Math.Round(step / Block)));
        foreach (int z in Along(outline.Z0, outline.Z1, region.Z0, region.Z1, whole))
            foreach (int y in Along(outline.Y0, outline.Y1, region.Y0, region.Y1, whole))
                foreach (int x in Along(outline.X0, outline.X1, region.X0, region.X1, whole))
                    if (IsOff(z, outline.Z1 - outline.Z0) || IsOff(y, outline.Y1 - outline.Y0) || IsOff(x, outline.X1 - outline.X0))
                        yield return (z, y, x);
    }

    private static bool IsOff(int shift, int extent) => Math.Abs(shift) >= LeastOffset * extent;

    private static IEnumerable<int> Along(int from, int to, int least, int most, int step)
    {
        for (int shift = -(from - least) / step * step; to + shift <= most; shift += step)
            yield return shift;
    }
}
