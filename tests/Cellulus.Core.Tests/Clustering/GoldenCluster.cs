using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests;

/// <summary>The fields of cluster2d.npz and cluster3d.npz as the library's types.</summary>
internal static class GoldenCluster
{
    public static EmbeddingField Field(NpzFile golden, double diameter)
    {
        NpyArray embedding = golden["embedding"];
        int[] s = embedding.Shape;
        ImageShape shape = s.Length == 3 ? new ImageShape(s[1], s[2]) : new ImageShape(s[1], s[2], s[3]);
        float[] values = embedding.Floats();
        int offsets = (s[0] - 1) * (int)shape.PixelCount;
        return new EmbeddingField(values[..offsets], values[offsets..], shape, diameter);
    }

    public static ForegroundMask Foreground(NpzFile golden, ImageShape shape) => new(golden["fg_mask"].Booleans(), shape);

    /// <summary>Columns of an (n, d) array.</summary>
    public static EmbeddedPoints Points(NpyArray array)
    {
        double[] values = array.Doubles();
        int d = array.Shape[1];
        double[] Column(int c) => [.. Enumerable.Range(0, array.Shape[0]).Select(i => values[i * d + c])];
        return new EmbeddedPoints(Column(0), Column(1), d == 3 ? Column(2) : null);
    }

    public static int[] Indices(bool[] keep) => [.. Enumerable.Range(0, keep.Length).Where(i => keep[i])];

    public static void AssertClose(EmbeddedPoints expected, IReadOnlyList<EmbeddedPosition> actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < actual.Count; i++)
            Assert.True(Math.Sqrt(expected[i].SquaredDistanceTo(actual[i])) < tolerance, $"{i}: {expected[i]} against {actual[i]}");
    }
}
