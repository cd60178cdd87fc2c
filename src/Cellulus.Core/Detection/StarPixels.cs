using System.Numerics;

namespace Cellulus;

/// <summary>
/// The pixels of one star-convex object within its grid, a bit each. Words lie on columns that are multiples of 64, so that those of any
/// two
/// objects lie on top of each other. Immutable.
/// </summary>
internal sealed class StarPixels
{
    /// <summary>Columns that a word of a row holds, the least significant bit the first.</summary>
    private const int WordBits = 64;

    private readonly ulong[] _words; // order (z, y, word)
    private readonly int _firstWord, _wordsPerRow;

    private StarPixels(GridBox box)
    {
        Box = box;
        _firstWord = box.X0 / WordBits;
        _wordsPerRow = (box.X1 - 1) / WordBits - _firstWord + 1;
        _words = new ulong[box.Rows * _wordsPerRow];
    }

    /// <summary>What the pixels lie within; may be a little wider.</summary>
    public GridBox Box { get; }

    public int Count { get; private set; }

    /// <summary>Draws a candidate: all pixels of the grid whose centres lie in its polygon (polyhedron), border included.</summary>
    /// <param name="candidates">Candidates.</param>
    /// <param name="candidate">Which.</param>
    /// <param name="offsets">Reach at least as far as the candidate.</param>
    public static StarPixels Draw(StarCandidates candidates, int candidate, RayOffsets offsets)
    {
        (int cz, int cy, int cx) = candidates.CentreOf(candidate);
        ReadOnlySpan<float> distances = candidates.DistancesOf(candidate);
        Span<float> inverses = stackalloc float[distances.Length];
        for (int ray = 0; ray < inverses.Length; ray++)
            inverses[ray] = 1 / distances[ray];
        var pixels = new StarPixels(BoxOf(candidates, candidate).Intersect(GridBox.Of(candidates.Shape)));
        GridBox box = pixels.Box;
        int count = 0, at = 0;
        for (int z = box.Z0; z < box.Z1; z++)
        {
            for (int y = box.Y0; y < box.Y1; y++, at += pixels._wordsPerRow)
            {
                ReadOnlySpan<RayOffsets.Entry> row = offsets.Row(z - cz, y - cy)[(box.X0 - cx + offsets.Reach)..];
                for (int x = box.X0; x < box.X1; x++)
                {
                    if (row[x - box.X0].Depth(inverses) > 1)
                        continue;
                    pixels._words[at + x / WordBits - pixels._firstWord] |= 1ul << (x % WordBits);
                    count++;
                }
            }
        }
        pixels.Count = count;
        return pixels;
    }

    /// <summary>The box of a candidate's corners, rounded to pixels inwards; it may reach beyond the grid.</summary>
    private static GridBox BoxOf(StarCandidates candidates, int candidate)
    {
        (int cz, int cy, int cx) = candidates.CentreOf(candidate);
        ReadOnlySpan<float> distances = candidates.DistancesOf(candidate);
        double x0 = 0, y0 = 0, z0 = 0, x1 = 0, y1 = 0, z1 = 0;
        for (int ray = 0; ray < distances.Length; ray++)
        {
            (double x, double y, double z) = candidates.Directions[ray];
            (x, y, z) = (x * distances[ray], y * distances[ray], z * distances[ray]);
            (x0, y0, z0) = (Math.Min(x0, x), Math.Min(y0, y), Math.Min(z0, z));
            (x1, y1, z1) = (Math.Max(x1, x), Math.Max(y1, y), Math.Max(z1, z));
        }
        // Rounding of weights may let in a pixel that lies on the border.
        static int Low(double value) => (int)Math.Ceiling(value - 1e-3);
        static int High(double value) => (int)Math.Floor(value + 1e-3) + 1;
        return new GridBox(cz + Low(z0), cy + Low(y0), cx + Low(x0), cz + High(z1), cy + High(y1), cx + High(x1));
    }

    /// <summary>Where they lie, row by row.</summary>
    public Enumerator GetEnumerator() => new(this);

    public bool Contains(int z, int y, int x)
    {
        if (z < Box.Z0 || z >= Box.Z1 || y < Box.Y0 || y >= Box.Y1 || x < Box.X0 || x >= Box.X1)
            return false;
        return (_words[RowStart(z, y) + x / WordBits - _firstWord] >> (x % WordBits) & 1) != 0;
    }

    /// <summary>Whether it shares more than a share of the smaller of both with another object; exact, in whole pixels.</summary>
    public bool Overlaps(StarPixels other, double threshold)
    {
        // Bounds that need no pixel: the smaller lies in the larger, and both within the box that they share.
        long most = Math.Min(Count, other.Count);
        GridBox shared = Box.Intersect(other.Box);
        if (shared.IsEmpty)
            return false;
        most = Math.Min(most, shared.Shape.PixelCount);
        double allowed = threshold * Math.Min(Count, other.Count);
        return most > allowed && Intersection(other, shared) > allowed;
    }

    private long Intersection(StarPixels other, GridBox shared)
    {
        int first = Math.Max(_firstWord, other._firstWord);
        int words = Math.Min(_firstWord + _wordsPerRow, other._firstWord + other._wordsPerRow) - first;
        long count = 0;
        for (int z = shared.Z0; z < shared.Z1; z++)
        {
            for (int y = shared.Y0; y < shared.Y1; y++)
            {
                int mine = RowStart(z, y) + first - _firstWord, others = other.RowStart(z, y) + first - other._firstWord;
                for (int w = 0; w < words; w++)
                    count += BitOperations.PopCount(_words[mine + w] & other._words[others + w]);
            }
        }
        return count;
    }

    private int RowStart(int z, int y) => ((z - Box.Z0) * (Box.Y1 - Box.Y0) + y - Box.Y0) * _wordsPerRow;

    /// <summary>Goes from bit to bit; a structure, since ranking looks at all pixels of all candidates.</summary>
    public struct Enumerator
    {
        private readonly StarPixels _pixels;
        private int _word = -1;
        private ulong _bits;
        private int _z, _y, _firstColumn;

        internal Enumerator(StarPixels pixels) => _pixels = pixels;

        /// <summary>Slice, row and column on the grid.</summary>
        public readonly (int Z, int Y, int X) Current => (_z, _y, _firstColumn + BitOperations.TrailingZeroCount(_bits));

        public bool MoveNext()
        {
            _bits &= _bits - 1; // None is left of none.
            while (_bits == 0)
            {
                if (++_word == _pixels._words.Length)
                    return false;
                if ((_bits = _pixels._words[_word]) != 0)
                    Locate();
            }
            return true;
        }

        private void Locate()
        {
            (int row, int word) = Math.DivRem(_word, _pixels._wordsPerRow);
            (int z, int y) = Math.DivRem(row, _pixels.Box.Y1 - _pixels.Box.Y0);
            (_z, _y, _firstColumn) = (_pixels.Box.Z0 + z, _pixels.Box.Y0 + y, (_pixels._firstWord + word) * WordBits);
        }
    }
}
