namespace Cellulus;

/// <summary>What the pixels of one object, and those just beyond it, say for it: where embeddings lie, what shape they make, where certainty ends.</summary>
internal struct ObjectEvidence
{
    /// <summary>Beyond the ends of an object in a row this many pixels of its rim are looked at, in object diameters.</summary>
    private const double RimWidth = 0.12;

    private EmbeddingSpread _spread;
    private EllipsoidFit _shape;
    private double _rim;
    private long _rimCount, _faces, _freeFaces;
    private bool _isCut;

    /// <summary>How far pixels and embeddings are spread.</summary>
    public readonly EmbeddingSpread Spread => _spread;

    /// <summary>Whether it reaches the border of the image, so that a part of it may not be seen.</summary>
    public readonly bool IsCut => _isCut;

    /// <summary>The shape, on the grid of the labels.</summary>
    public readonly EllipsoidFit Shape => _shape;

    /// <summary>Share of its faces in a slice that look on background rather than on another object; all of them where it has none within the image.</summary>
    public readonly double Freedom => _faces == 0 ? 1 : (double)_freeFaces / _faces;

    /// <summary>Mean uncertainty of the background just beyond the object; none where others surround it, or borders were not learned.</summary>
    public readonly double? RimUncertainty => _rimCount == 0 ? null : _rim / _rimCount;

    /// <summary>Pixels of a rim.</summary>
    /// <param name="objectDiameter">Object diameter in pixels of the labels.</param>
    public static int RimOf(double objectDiameter) => Math.Max(1, (int)Math.Round(RimWidth * objectDiameter));

    /// <summary>Gathers the evidence of all objects; the background is at index 0.</summary>
    /// <param name="rows">Labels and embeddings.</param>
    /// <param name="hasBorders">Whether the uncertainty tells where objects end.</param>
    /// <param name="rim">Pixels of a rim.</param>
    public static ObjectEvidence[] Gather(LabelRows rows, bool hasBorders, int rim)
    {
        var objects = new ObjectEvidence[rows.MaxLabel + 1];
        ImageShape shape = rows.Shape;
        rows.Visit((in row) =>
        {
            AddRow(objects, row, shape);
            AddFaces(objects, row);
            if (hasBorders)
                AddRims(objects, row, rim);
        });
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

    private static void AddFaces(ObjectEvidence[] objects, in LabelRow row)
    {
        ReadOnlySpan<int> labels = row.Labels;
        for (int x = 1; x < labels.Length; x++)
            AddFace(objects, labels[x - 1], labels[x]);
        for (int x = 0; x < row.Above.Length; x++)
            AddFace(objects, row.Above[x], labels[x]);
    }

    private static void AddFace(ObjectEvidence[] objects, int a, int b)
    {
        if (a == b)
            return;
        ref ObjectEvidence one = ref objects[a], other = ref objects[b];
        one._faces++;
        other._faces++;
        one._freeFaces += b == 0 ? 1 : 0;
        other._freeFaces += a == 0 ? 1 : 0;
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

    /// <summary>Settles the shape. To be called once, when all pixels are there.</summary>
    /// <param name="isVolume">Whether the grid has depth.</param>
    public void SolveShape(bool isVolume) => _shape.Solve(isVolume);
}
