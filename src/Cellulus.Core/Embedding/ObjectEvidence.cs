namespace Cellulus;

/// <summary>What the pixels of one object, and those just beyond it, say for it: where embeddings lie, what shape they make, where certainty ends.</summary>
internal struct ObjectEvidence
{
    /// <summary>Beyond the ends of an object in a row this many pixels of its rim are looked at, in object diameters.</summary>
    private const double RimWidth = 0.12;

    private EmbeddingSpread _spread;
    private EllipsoidFit _shape;
    private double _rim;
    private long _rimCount;
    private bool _isCut;

    /// <summary>How far pixels and embeddings are spread.</summary>
    public readonly EmbeddingSpread Spread => _spread;

    /// <summary>Whether it reaches the border of the image, so that a part of it may not be seen.</summary>
    public readonly bool IsCut => _isCut;

    /// <summary>The shape, on the grid of the labels.</summary>
    public readonly EllipsoidFit Shape => _shape;

    /// <summary>Mean uncertainty of the background just beyond the object; none where others surround it, or borders were not learned.</summary>
    public readonly double? RimUncertainty => _rimCount == 0 ? null : _rim / _rimCount;

    /// <summary>Pixels of a rim.</summary>
    /// <param name="objectDiameter">Object diameter in pixels of the labels.</param>
    public static int RimOf(double objectDiameter) => Math.Max(1, (int)Math.Round(RimWidth * objectDiameter));

    /// <summary>Gathers the evidence of all objects; the background is at index 0.</summary>
    /// <param name="labels">Labels; their grid may have another pixel size than the field's, over the same extent.</param>
    /// <param name="field">Embeddings.</param>
    /// <param name="rim">Pixels of a rim.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    public static ObjectEvidence[] Gather(LabelImage labels, EmbeddingField field, int rim, CancellationToken cancellationToken)
    {
        ImageShape shape = labels.Shape, grid = field.Shape;
        var objects = new ObjectEvidence[labels.MaxLabel + 1];
        int[] columns = EmbeddingSpread.NearestPositions(shape.Width, grid.Width);
        int[] rows = EmbeddingSpread.NearestPositions(shape.Height, grid.Height);
        int[] slices = EmbeddingSpread.NearestPositions(shape.Depth, grid.Depth);
        for (int z = 0; z < shape.Depth; z++)
        {
            for (int y = 0; y < shape.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<int> row = labels.Labels.Slice(shape.IndexOf(z, y, 0), shape.Width);
                AddRow(objects, row, shape, (z, y), columns, field, (slices[z], rows[y]), grid.IndexOf(slices[z], rows[y], 0), rim);
            }
        }
        return objects;
    }

    /// <summary>Adds one row of labels to their objects. Sums hang on the order: rows must come in the order (z, y).</summary>
    /// <param name="objects">By label; the background is at index 0.</param>
    /// <param name="labels">The row.</param>
    /// <param name="shape">Extent of all labels.</param>
    /// <param name="at">Slice and row of it.</param>
    /// <param name="columns">Column of the field nearest to each label.</param>
    /// <param name="field">A field that holds the nearest row.</param>
    /// <param name="place">Slice and row of the nearest row in the whole field.</param>
    /// <param name="start">Where it begins in the field given.</param>
    /// <param name="rim">Pixels of a rim.</param>
    public static void AddRow(
        ObjectEvidence[] objects, ReadOnlySpan<int> labels, ImageShape shape, (int Z, int Y) at, int[] columns, EmbeddingField field, (int Z, int Y) place,
        int start, int rim)
    {
        bool isBorder = at.Y == 0 || at.Y == shape.Height - 1 || (shape.Depth > 1 && (at.Z == 0 || at.Z == shape.Depth - 1));
        ReadOnlySpan<float> dx = field.GetOffsets(0)[start..], dy = field.GetOffsets(1)[start..];
        ReadOnlySpan<float> dz = field.Components == 3 ? field.GetOffsets(2)[start..] : [], uncertainty = field.Uncertainty[start..];
        for (int x = 0; x < labels.Length; x++)
        {
            int column = columns[x];
            ref ObjectEvidence o = ref objects[labels[x]];
            o._spread.Add(
                (column, place.Y, place.Z), (column + dx[column], place.Y + dy[column], place.Z + (dz.IsEmpty ? 0 : dz[column])), uncertainty[column]);
            if (labels[x] == 0)
                continue;
            o._shape.Add(x, at.Y, at.Z);
            o._isCut |= isBorder || x == 0 || x == labels.Length - 1;
        }
        if (field.HasBorders)
            AddRims(objects, labels, columns, uncertainty, rim);
    }

    // Beyond the ends of a row only: what lies above and below would ask for more rows than one.
    private static void AddRims(ObjectEvidence[] objects, ReadOnlySpan<int> labels, int[] columns, ReadOnlySpan<float> uncertainty, int rim)
    {
        for (int x = 0, label = 0, left = 0; x < labels.Length; x++)
            AddRim(objects, labels[x], uncertainty[columns[x]], rim, ref label, ref left);
        for (int x = labels.Length - 1, label = 0, left = 0; x >= 0; x--)
            AddRim(objects, labels[x], uncertainty[columns[x]], rim, ref label, ref left);
    }

    private static void AddRim(ObjectEvidence[] objects, int here, float uncertainty, int rim, ref int label, ref int left)
    {
        if (here > 0)
            (label, left) = (here, rim);
        else if (left-- > 0)
            (objects[label]._rim, objects[label]._rimCount) = (objects[label]._rim + uncertainty, objects[label]._rimCount + 1);
    }

    /// <summary>Settles the shape. To be called once, when all pixels are there.</summary>
    /// <param name="isVolume">Whether the grid has depth.</param>
    public void SolveShape(bool isVolume) => _shape.Solve(isVolume);
}
