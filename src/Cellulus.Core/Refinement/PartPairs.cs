namespace Cellulus;

/// <summary>Two touching objects that are parts of one.</summary>
/// <param name="A">The lower label.</param>
/// <param name="B">The higher label.</param>
/// <param name="Agreement">How much they look like a whole cell together (see <see cref="EllipsoidFit"/>).</param>
internal readonly record struct PartPair(int A, int B, double Agreement);

/// <summary>Finds pairs of objects that are parts of one cell: in one pass what touches and what shape two make, in another, if need be,
/// where the embeddings of both lie.</summary>
internal sealed class PartPairs
{
    /// <summary>Embeddings half-way between two centres, as a share of those around the centres. Of true neighbours the median is below
    /// 0.1, of parts 0.25 to 0.9.</summary>
    private const double LeastBetween = 0.15;

    /// <summary>Embeddings that go on as if there were one object, and the agreement that does for its shape then: cells may be
    /// bent.</summary>
    private const double AsOfOne = 0.6, LeastOfBentCell = 0.5;

    /// <summary>Share of the faces around both that must look on background, or on what may be a third part.</summary>
    private const double LeastFree = 0.9;

    private readonly LabelRows _rows;
    private readonly int[] _numbers;
    private readonly Part[] _parts;
    private readonly ObjectFaces _faces;

    private PartPairs(LabelRows rows, int[] numbers) => (_rows, _numbers, _parts, _faces) = (rows, numbers, new Part[numbers.Length], new ObjectFaces(numbers));

    /// <summary>Finds the pairs.</summary>
    /// <param name="rows">Labels and embeddings.</param>
    /// <param name="numbers">Labels that count as one have the same number.</param>
    /// <param name="maybeBent">Whether the cell of two parts need not look like an ellipse where embeddings leave no doubt.</param>
    public static PartPair[] Find(LabelRows rows, int[] numbers, bool maybeBent)
    {
        double least = maybeBent ? LeastOfBentCell : EllipsoidFit.LeastOfWholeCell;
        var pairs = new PartPairs(rows, numbers);
        rows.Visit(pairs.AddRow);
        Candidate[] candidates = [.. pairs._faces.Contacts.Keys.Select(pairs.Join).Where(c => c.Shape.Compactness >= least)];
        if (candidates.Length == 0)
            return [];
        pairs.Measure(candidates);
        Candidate[] goingOn = Array.FindAll(candidates, c => c.Between >= LeastBetween);
        long[] free = pairs.FreeFaces(goingOn);
        return [.. goingOn.Where(c => c.Agreement >= c.LeastAgreement(least) && pairs.IsFree(c, free)).Select(c => new PartPair(c.A, c.B, c.Agreement))];
    }

    private void AddRow(in LabelRow row)
    {
        for (int x = 0; x < row.Labels.Length; x++)
            if (_numbers[row.Labels[x]] is > 0 and var label)
                _parts[label].Add(x, row.At, row.Embedding(x));
        _faces.AddInSlice(row);
        _faces.AddToSliceBefore(row);
    }

    /// <summary>Faces of each object that look on background, or on what may be a part of the same.</summary>
    private long[] FreeFaces(Candidate[] pairs)
    {
        long[] free = [.. Enumerable.Range(0, _parts.Length).Select(_faces.Free)];
        foreach (Candidate pair in pairs)
        {
            int contact = _faces.Contacts[(pair.A, pair.B)];
            free[pair.A] += contact;
            free[pair.B] += contact;
        }
        return free;
    }

    /// <summary>Whether hardly any face of two objects looks on a third one that is no part of the same.</summary>
    private bool IsFree(Candidate pair, long[] free)
    {
        long between = 2L * _faces.Contacts[(pair.A, pair.B)];
        return free[pair.A] + free[pair.B] - between >= LeastFree * (_faces.All(pair.A) + _faces.All(pair.B) - between);
    }

    private Candidate Join((int A, int B) pair)
    {
        EllipsoidFit shape = _parts[pair.A].Shape.With(_parts[pair.B].Shape);
        shape.Solve(_rows.Shape.Depth > 1);
        return new Candidate(pair.A, pair.B, shape, _parts[pair.A].Centre, _parts[pair.B].Centre);
    }

    private void Measure(Candidate[] candidates)
    {
        var of = new List<Candidate>?[_numbers.Length];
        foreach (Candidate candidate in candidates)
        {
            (of[candidate.A] ??= []).Add(candidate);
            (of[candidate.B] ??= []).Add(candidate);
        }
        _rows.Visit((in row) =>
        {
            for (int x = 0; x < row.Labels.Length; x++)
                if (of[_numbers[row.Labels[x]]] is { } here)
                    foreach (Candidate candidate in here)
                        candidate.Add(x, row.At, row.Embedding(x));
        });
    }

    private struct Part
    {
        private (double X, double Y, double Z) _sum;
        private EllipsoidFit _shape;

        public readonly EllipsoidFit Shape => _shape;

        /// <summary>Mean of the embeddings.</summary>
        public readonly (double X, double Y, double Z) Centre => (_sum.X / _shape.Count, _sum.Y / _shape.Count, _sum.Z / _shape.Count);

        public void Add(int x, (int Z, int Y) at, (double X, double Y, double Z) e)
        {
            _shape.Add(x, at.Y, at.Z);
            _sum = (_sum.X + e.X, _sum.Y + e.Y, _sum.Z + e.Z);
        }
    }

    /// <summary>Two parts that may be one.</summary>
    private sealed class Candidate(int a, int b, EllipsoidFit shape, (double X, double Y, double Z) from, (double X, double Y, double Z) to)
    {
        private readonly (double X, double Y, double Z) _way = (to.X - from.X, to.Y - from.Y, to.Z - from.Z);
        private long _within, _between, _around;

        public int A => a;

        public int B => b;

        public EllipsoidFit Shape => shape;

        public double Agreement => shape.Agreement(_within);

        /// <summary>Agreement that it takes: that of a whole cell, or less where embeddings go on as in one object.</summary>
        public double LeastAgreement(double ofBentCell) => Between >= AsOfOne ? ofBentCell : EllipsoidFit.LeastOfWholeCell;

        /// <summary>Embeddings in the middle third of the way from one centre to the other, over the mean of those in as wide a band around
        /// each centre.</summary>
        public double Between => _around > 0 ? 2.0 * _between / _around : 0;

        public void Add(int x, (int Z, int Y) at, (double X, double Y, double Z) e)
        {
            _within += shape.Contains(x, at.Y, at.Z) ? 1 : 0;
            double sixths = 6 * ((e.X - from.X) * _way.X + (e.Y - from.Y) * _way.Y + (e.Z - from.Z) * _way.Z)
                / (_way.X * _way.X + _way.Y * _way.Y + _way.Z * _way.Z);
            _between += sixths is > 2 and < 4 ? 1 : 0;
            _around += Math.Abs(sixths) < 1 || Math.Abs(sixths - 6) < 1 ? 1 : 0;
        }
    }
}
