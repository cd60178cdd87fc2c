using Xunit;

namespace Cellulus.Tests;

public class PhiloxTests
{
    // The published known-answer vectors of philox4x32-10: counter, key, result.
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0, 0, 0 }, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(new uint[] { ~0u, ~0u, ~0u, ~0u, ~0u, ~0u }, new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0 },
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Block_gives_the_published_answers(uint[] input, uint[] expected)
    {
        (uint a, uint b, uint c, uint d) = Philox.Block(input[0], input[1], input[2], input[3], input[4], input[5]);

        Assert.Equal(expected, new[] { a, b, c, d });
    }

    [Fact]
    public void Words_are_the_blocks_of_seed_stream_and_position()
    {
        var random = new Philox(0x299f31d0_a4093822, 0x03707344_13198a2e) { Position = 4 * 0x05a308d3_243f6a88 + 1 };
        (_, uint b, uint c, uint d) = Philox.Block(0x243f6a88, 0x05a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0);

        Assert.Equal(new[] { b, c, d }, new[] { random.NextUInt32(), random.NextUInt32(), random.NextUInt32() });
    }

    [Fact]
    public void Position_counts_words_and_can_be_returned_to()
    {
        var random = new Philox(7, 3);
        uint[] words = [.. Enumerable.Range(0, 23).Select(_ => random.NextUInt32())];
        Assert.Equal(23ul, random.Position);
        for (int i = 22; i >= 0; i--)
        {
            random.Position = (ulong)i;
            Assert.Equal((ulong)i, random.Position);
            Assert.Equal(words[i], random.NextUInt32());
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 64)]
    [InlineData(1, 2)]
    [InlineData(3, 21)]
    [InlineData(2, 1000)]
    public void Fill_equals_single_draws(int before, int length)
    {
        Philox filled = new(5, 9), drawn = new(5, 9);
        for (int i = 0; i < before; i++)
            Assert.Equal(drawn.NextUInt32(), filled.NextUInt32());
        float[] values = new float[length];
        filled.Fill(values);

        Assert.Equal(Enumerable.Range(0, length).Select(_ => drawn.NextSingle()), values);
        Assert.Equal(drawn.NextUInt32(), filled.NextUInt32());
    }

    [Fact]
    public void Streams_and_seeds_differ()
    {
        ulong[] firsts = [.. from seed in Enumerable.Range(0, 8) from stream in Enumerable.Range(0, 8)
            select new Philox((ulong)seed, (ulong)stream).NextUInt64()];

        Assert.Equal(firsts.Length, firsts.Distinct().Count());
    }

    [Fact]
    public void Uniform_values_fill_the_unit_interval()
    {
        var random = new Philox(1);
        double[] values = [.. Enumerable.Range(0, 20000).Select(i => i % 2 == 0 ? random.NextDouble() : random.NextSingle())];

        Assert.All(values, v => Assert.InRange(v, 0, Math.BitDecrement(1.0)));
        Assert.InRange(values.Average(), 0.49, 0.51);
        Assert.InRange(values.Average(v => v * v), 0.323, 0.343);
    }

    [Fact]
    public void NextInt_hits_every_value_equally_often()
    {
        var random = new Philox(2);
        int[] counts = new int[7];
        for (int i = 0; i < 70000; i++)
            counts[random.NextInt(7)]++;

        Assert.All(counts, c => Assert.InRange(c, 9600, 10400));
        Assert.Equal(0, random.NextInt(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }

    [Fact]
    public void NextInt_has_no_bias_for_large_bounds()
    {
        // 2^32 / bound = 8/3: without rejection, one of three neighbouring values has two words and the others have three.
        const int bound = 3 << 29;
        var random = new Philox(3);
        int[] counts = new int[3];
        for (int i = 0; i < 30000; i++)
            counts[random.NextInt(bound) % 3]++;

        Assert.All(counts, c => Assert.InRange(c, 9600, 10400));
    }

    [Fact]
    public void NextNormal_has_the_moments_of_a_normal_distribution()
    {
        var random = new Philox(4);
        double[] values = [.. Enumerable.Range(0, 50000).Select(_ => random.NextNormal())];

        Assert.InRange(values.Average(), -0.02, 0.02);
        Assert.InRange(values.Average(v => v * v), 0.97, 1.03);
        Assert.InRange(values.Average(v => v * v * v * v), 2.8, 3.2);
        Assert.InRange(values.Count(v => Math.Abs(v) > 3) / 50000.0, 0.0015, 0.0040);
    }
}
