using System.Runtime.CompilerServices;

namespace Cellulus;

/// <summary>
/// Philox4x32-10, a counter-based random generator (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3",
/// SC 2011). The word at a position is a pure function of seed, stream and position, so parallel work gives each item its own
/// stream and is independent of threads. Everything here uses integer and IEEE arithmetic only: the same bits on every platform.
/// One instance belongs to one thread.
/// </summary>
internal sealed class Philox
{
    private const int WordsPerBlock = 4;
    private const float SingleUnit = 1f / (1 << 24);
    private const double DoubleUnit = 1.0 / (1L << 53);

    private uint _key0, _key1, _stream0, _stream1;
    private ulong _nextBlock;
    private uint _word0, _word1, _word2, _word3;
    private int _left;

    /// <summary>A generator at position 0.</summary>
    /// <param name="seed">Key of the generator: what the user chose.</param>
    /// <param name="stream">Which of 2^64 independent sequences of that seed: what the work item is.</param>
    public Philox(ulong seed, ulong stream = 0) => Restart(seed, stream);

    /// <summary>Makes this the generator that <c>new Philox(seed, stream)</c> would be.</summary>
    public void Restart(ulong seed, ulong stream)
    {
        (_key0, _key1) = ((uint)seed, (uint)(seed >> 32));
        (_stream0, _stream1) = ((uint)stream, (uint)(stream >> 32));
        (_nextBlock, _left) = (0, 0);
    }

    /// <summary>
    /// Index of the next 32-bit word. Setting it jumps there at the cost of one block. <see cref="NextUInt32"/> and
    /// <see cref="NextSingle"/> take one word, <see cref="NextDouble"/> and <see cref="NextNormal"/> two.
    /// </summary>
    public ulong Position
    {
        get => _nextBlock * WordsPerBlock - (ulong)_left;
        set
        {
            _nextBlock = value / WordsPerBlock;
            _left = 0;
            for (ulong skip = value % WordsPerBlock; skip > 0; skip--)
                NextUInt32();
        }
    }

    /// <summary>32 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NextUInt32()
    {
        if (_left == 0)
            NextBlock();
        uint word = _word0;
        (_word0, _word1, _word2) = (_word1, _word2, _word3);
        _left--;
        return word;
    }

    /// <summary>64 random bits; the first word is the low half.</summary>
    public ulong NextUInt64() => NextUInt32() | (ulong)NextUInt32() << 32;

    /// <summary>Uniform in [0, 1), a multiple of 2^-24.</summary>
    public float NextSingle() => ToSingle(NextUInt32());

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * DoubleUnit;

    /// <summary>Uniform in 0 to <paramref name="bound"/> - 1, without bias. Takes one word, very rarely more.</summary>
    /// <param name="bound">Number of values, at least 1.</param>
    /// <remarks>Multiply, then reject (Lemire: "Fast random integer generation in an interval", 2019).</remarks>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = (uint)-bound % (uint)bound;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * (uint)bound;
        }
        return (int)(product >> 32);
    }

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public double NextNormal() => NormalQuantile.Of((NextUInt64() >> 12) * (2 * DoubleUnit) + DoubleUnit);

    /// <summary>Fills with the values that as many calls of <see cref="NextSingle"/> would return, faster.</summary>
    public void Fill(Span<float> destination)
    {
        int i = 0;
        while (_left > 0 && i < destination.Length)
            destination[i++] = NextSingle();
        for (; destination.Length - i >= WordsPerBlock; i += WordsPerBlock)
        {
            (uint a, uint b, uint c, uint d) = Block((uint)_nextBlock, (uint)(_nextBlock >> 32), _stream0, _stream1, _key0, _key1);
            _nextBlock++;
            Span<float> four = destination.Slice(i, WordsPerBlock);
            four[0] = ToSingle(a);
            four[1] = ToSingle(b);
            four[2] = ToSingle(c);
            four[3] = ToSingle(d);
        }
        while (i < destination.Length)
            destination[i++] = NextSingle();
    }

    /// <summary>Ten rounds on the counter c0..c3 under the key k0, k1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong left = (ulong)c0 * 0xD2511F53, right = (ulong)c2 * 0xCD9E8D57;
            (c0, c1, c2, c3) = ((uint)(right >> 32) ^ c1 ^ k0, (uint)right, (uint)(left >> 32) ^ c3 ^ k1, (uint)left);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        return (c0, c1, c2, c3);
    }

    private static float ToSingle(uint word) => (word >> 8) * SingleUnit;

    private void NextBlock()
    {
        (_word0, _word1, _word2, _word3) = Block((uint)_nextBlock, (uint)(_nextBlock >> 32), _stream0, _stream1, _key0, _key1);
        _nextBlock++;
        _left = WordsPerBlock;
    }
}
