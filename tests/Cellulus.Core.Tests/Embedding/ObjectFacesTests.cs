using Xunit;

namespace Cellulus.Tests;

public sealed class ObjectFacesTests
{
    private static readonly ImageShape s_shape = new(3, 9, 11);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Faces_are_those_between_pixels_of_different_objects(bool acrossSlices)
    {
        int[] labels = Labels(), numbers = [0, 1, 2, 1, 4];
        var faces = new ObjectFaces(numbers);
        LabelImage image = LabelImage.FromLabels(labels, s_shape);
        LabelRows.Of(image, new EmbeddingField(new float[3 * labels.Length], new float[labels.Length], s_shape, 5), default).Visit((in row) =>
        {
            faces.AddInSlice(row);
            if (acrossSlices)
                faces.AddToSliceBefore(row);
        });

        long[] all = new long[5], free = new long[5];
        var contacts = new Dictionary<(int, int), int>();
        foreach ((int a, int b) in Neighbours(acrossSlices).Select(p => (numbers[labels[p.A]], numbers[labels[p.B]])).Where(p => p.Item1 != p.Item2))
        {
            (all[a], all[b]) = (all[a] + 1, all[b] + 1);
            (free[a], free[b]) = (free[a] + (b == 0 ? 1 : 0), free[b] + (a == 0 ? 1 : 0));
            if (a > 0 && b > 0)
                contacts[(Math.Min(a, b), Math.Max(a, b))] = contacts.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b))) + 1;
        }
        for (int number = 1; number < 5; number++)
        {
            Assert.Equal((all[number], free[number]), (faces.All(number), faces.Free(number)));
            Assert.Equal(all[number] == 0 ? 1 : (double)free[number] / all[number], faces.Freedom(number));
        }
        Assert.Equal(contacts.OrderBy(c => c.Key), faces.Contacts.OrderBy(c => c.Key));
        Assert.True(contacts.Count >= 2 && all[3] == 0, "Labels 1 and 3 count as one.");
    }

    private static IEnumerable<(int A, int B)> Neighbours(bool acrossSlices)
    {
        for (int z = 0, i = 0; z < s_shape.Depth; z++)
            for (int y = 0; y < s_shape.Height; y++)
                for (int x = 0; x < s_shape.Width; x++, i++)
                {
                    if (x > 0)
                        yield return (i - 1, i);
                    if (y > 0)
                        yield return (i - s_shape.Width, i);
                    if (z > 0 && acrossSlices)
                        yield return (i - s_shape.Width * s_shape.Height, i);
                }
    }

    /// <summary>A few touching blocks: each pixel repeats its neighbour more often than not.</summary>
    private static int[] Labels()
    {
        var random = new Philox(3);
        var labels = new int[s_shape.PixelCount];
        for (int i = 1; i < labels.Length; i++)
            labels[i] = random.NextDouble() < 0.6 ? labels[i - 1] : random.NextInt(5);
        return labels;
    }
}
