namespace Cellulus;

/// <summary>Labels of a whole image that are read region by region. Safe for several threads.</summary>
internal interface ILabelReader
{
    ImageShape Shape { get; }

    /// <summary>No label is larger.</summary>
    int MaxLabel { get; }

    /// <summary>Reads a region, order (z, y, x), into as many labels.</summary>
    void Read(GridBox box, Memory<int> target, StageExecution execution);

    /// <summary>Reads a region into memory of its own.</summary>
    int[] Read(GridBox box, StageExecution execution)
    {
        var labels = new int[box.Shape.CheckedLength()];
        Read(box, labels, execution);
        return labels;
    }
}
