using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cellulus;

/// <summary>
/// A set of pixels, one bit each, so that 64 of a row are worked on at once. Every row begins with a word of its own: words of
/// neighbouring rows lie on top of each other. Bits beyond the width are 0.
/// </summary>
internal sealed class PixelSet
{
    private const int WordBits = 64;

    private ulong[] _words = [];

    public ImageShape Shape { get; private set; }

    /// <summary>Number of rows, over all slices.</summary>
    public int Rows { get; private set; }

    public int WordsPerRow { get; private set; }

    /// <summary>All rows.</summary>
    public Span<ulong> Words => _words.AsSpan(0, Rows * WordsPerRow);

    private ulong LastWord => ulong.MaxValue >> (WordBits * WordsPerRow - Shape.Width);

    public Span<ulong> Row(int row) => _words.AsSpan(row * WordsPerRow, WordsPerRow);

    /// <summary>Makes it the empty set of a grid.</summary>
    public void Clear(ImageShape shape)
    {
        (Shape, Rows) = (shape, shape.Depth * shape.Height);
        WordsPerRow = (shape.Width + WordBits - 1) / WordBits;
        int length = Rows * WordsPerRow;
        if (_words.Length < length)
            _words = new ulong[length];
        Words.Clear();
    }

    public void Add(int row, int x) => Row(row)[x / WordBits] |= 1ul << (x % WordBits);

    public bool Contains(int row, int x) => (Row(row)[x / WordBits] >> (x % WordBits) & 1) != 0;

    public int Count()
    {
        int count = 0;
        foreach (ulong word in Words)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>The first pixel in the order of the grid.</summary>
    /// <returns>False if the set is empty.</returns>
    public bool TryGetFirst(out int row, out int x)
    {
        int at = Words.IndexOfAnyExcept(0ul);
        (row, x) = at < 0 ? (0, 0) : (at / WordsPerRow, at % WordsPerRow * WordBits + BitOperations.TrailingZeroCount(_words[at]));
        return at >= 0;
    }

    /// <summary>The first and the last pixel of a row.</summary>
    /// <returns>False if the row is empty.</returns>
    public bool TryGetEnds(int row, out int first, out int last)
    {
        ReadOnlySpan<ulong> words = Row(row);
        int from = words.IndexOfAnyExcept(0ul), to = words.LastIndexOfAnyExcept(0ul);
        (first, last) = from < 0 ? (0, -1) : (
            from * WordBits + BitOperations.TrailingZeroCount(words[from]), to * WordBits + WordBits - 1 - BitOperations.LeadingZeroCount(words[to]));
        return from >= 0;
    }

    /// <summary>Keeps what another set of the grid has too.</summary>
    public void IntersectWith(PixelSet other) => TensorPrimitives.BitwiseAnd<ulong>(Words, other.Words, Words);

    /// <summary>Adds what another set of the grid has.</summary>
    public void UnionWith(PixelSet other) => TensorPrimitives.BitwiseOr<ulong>(Words, other.Words, Words);

    /// <summary>The pixels of a row, from left to right.</summary>
    public IEnumerable<int> PixelsOf(int row)
    {
        for (int w = 0; w < WordsPerRow; w++)
            for (ulong left = _words[row * WordsPerRow + w]; left != 0; left &= left - 1)
                yield return w * WordBits + BitOperations.TrailingZeroCount(left);
    }

    /// <summary>Makes it what two sets of a grid have in common.</summary>
    public void SetToIntersection(PixelSet a, PixelSet b)
    {
        Clear(a.Shape);
        TensorPrimitives.BitwiseAnd<ulong>(a.Words, b.Words, Words);
    }

    /// <summary>Drops what another set of the grid has.</summary>
    public void ExceptWith(PixelSet other)
    {
        Span<ulong> words = Words, others = other.Words;
        for (int i = 0; i < words.Length; i++)
            words[i] &= ~others[i];
    }

    /// <summary>Makes it the pixels of the grid that another set does not have.</summary>
    public void SetToComplementOf(PixelSet other)
    {
        Clear(other.Shape);
        TensorPrimitives.OnesComplement<ulong>(other.Words, Words);
        for (int last = WordsPerRow - 1; last < Words.Length; last += WordsPerRow)
            _words[last] &= LastWord;
    }

    /// <summary>Makes it the pixels of the grid with at least some value.</summary>
    /// <param name="values">Order (z, y, x), followed by a vector of anything.</param>
    /// <param name="least">The value.</param>
    /// <param name="shape">Extent.</param>
    public void SetToAtLeast(ReadOnlySpan<float> values, float least, ImageShape shape)
    {
        Clear(shape);
        Vector256<float> level = Vector256.Create(least);
        ref float first = ref MemoryMarshal.GetReference(values);
        for (int row = 0, i = 0; row < Rows; row++)
        {
            Span<ulong> words = Row(row);
            for (int x = 0; x < shape.Width; x += Vector256<float>.Count)
            {
                ulong bits = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref first, (nuint)(i + x)), level).ExtractMostSignificantBits();
                words[x / WordBits] |= bits << (x % WordBits);
            }
            words[^1] &= LastWord;
            i += shape.Width;
        }
    }
}
