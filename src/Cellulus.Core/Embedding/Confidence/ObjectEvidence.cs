namespace Cellulus;

/// <summary>What the pixels of one object, and those just beyond it, say for it: where embeddings lie, what shape they make, where
/// certainty ends.</summary>
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

    /// <summary>Share of its faces in a slice that look on background rather than on another object; 1 where it has none within the image,
    /// or nobody asked.</summary>
    public double Freedom { get; private set; }

    /// <summary>Mean uncertainty of the background just beyond the object; none where others surround it, or borders were not
    /// learned.</summary>
    public readonly double? RimUncertainty => _rimCount == 0 ? null : _rim / _rimCount;

    /// <summary>Pixels of a rim.</summary>
    /// <param name="objectDiameter">Object diameter in pixels of the labels.</param>
    public static int RimOf(double objectDiameter) => Math.Max(1, (int)Math.Round(RimWidth * objectDiameter));

    /// <summary>Gathers the evidence of all objects; the background is at index 0.</summary>
    /// <param name="rows">Labels and embeddings.</param>
    /// <param name="rim">Pixels of a rim; 0 where uncertainty does not tell where objects end.</param>
    /// <param name="countsFaces">Whether their freedom is asked for.</param>
    public static ObjectEvidence[] Gather(LabelRows rows, int rim, bool countsFaces)
    {
        var objects = new ObjectEvidence[rows.MaxLabel + 1];
        ObjectFaces? faces = countsFaces ? new ObjectFaces([.. Enumerable.Range(0, objects.Length)]) : null;
        ImageShape shape = rows.Shape;
        rows.Visit((in row) =>
        {
            AddRow(objects, row, shape);
            faces?.AddInSlice(row);
            if (rim > 0)
                AddRims(objects, row, rim);
        });
        for (int label = 0; label < objects.Length; label++)
        {
            objects[label].Freedom = faces?.Freedom(label) ?? 1;
            objects[label]._shape.Solve(shape.Depth > 1);
        }
        return objects;
    }

    private static void AddRow(ObjectEvidence[] objects, in LabelRow row, ImageShape shape)
    {
        (int z, int y) = row.At;
        ReadOnlySpan<int> labels = row.Labels;
        bool isBorder = y == 0 || y == shape.Height - 1 || (shape.Depth > 1 && (z == 0 || z == shape.Depth - 1));
        for (int x = 0; x < labels.Length; x++)
        {
            ref ObjectEvidence o = ref objects[labels[x]];
            o._spread.Add(row.Position(x), row.Embedding(x), row.Uncertainty(x));
            if (labels[x] == 0)
                continue;
            o._shape.Add(x, y, z);
            o._isCut |= isBorder || x == 0 || x == labels.Length - 1;
        }
    }

    // Beyond the ends of a row only: what lies above and below would ask for more rows than one.
    private static void AddRims(ObjectEvidence[] objects, in LabelRow row, int rim)
    {
        ReadOnlySpan<int> labels = row.Labels;
        for (int x = 0, label = 0, left = 0; x < labels.Length; x++)
            AddRim(objects, labels[x], row.Uncertainty(x), rim, ref label, ref left);
        for (int x = labels.Length - 1, label = 0, left = 0; x >= 0; x--)
            AddRim(objects, labels[x], row.Uncertainty(x), rim, ref label, ref left);
    }

    private static void AddRim(ObjectEvidence[] objects, int here, float uncertainty, int rim, ref int label, ref int left)
    {
        if (here > 0)
            (label, left) = (here, rim);
        else if (left-- > 0)
            (objects[label]._rim, objects[label]._rimCount) = (objects[label]._rim + uncertainty, objects[label]._rimCount + 1);
    }
}
